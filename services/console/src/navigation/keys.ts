/** What a key does. */
export type KeyCommand =
  | 'next'
  | 'previous'
  | 'open'
  | 'acknowledge'
  | 'silence'
  | 'note'
  | 'close'
  | 'reopen'
  | 'quiet'
  | 'handover'
  | 'report'
  | 'watch'
  | 'map'
  | 'find'
  | 'clear-filter'
  | 'help'

export const KEYS: readonly {
  readonly keys: readonly string[]
  readonly command: KeyCommand
  readonly says: string
}[] = [
  { keys: ['j', 'ArrowDown'], command: 'next', says: 'next alert' },
  { keys: ['k', 'ArrowUp'], command: 'previous', says: 'previous alert' },
  { keys: ['Enter'], command: 'open', says: 'go to why the alert fired' },
  { keys: ['a'], command: 'acknowledge', says: 'acknowledge' },
  { keys: ['s'], command: 'silence', says: 'silence until …' },
  { keys: ['n'], command: 'note', says: 'write a note' },
  { keys: ['c'], command: 'close', says: 'close the alert' },
  { keys: ['o'], command: 'reopen', says: 'reopen the alert' },
  { keys: ['q'], command: 'quiet', says: 'sound quiet for 30 s' },
  { keys: ['w'], command: 'watch', says: 'watch: list, map and why' },
  { keys: ['h'], command: 'handover', says: 'handover' },
  { keys: ['p'], command: 'report', says: 'report people' },
  { keys: ['m'], command: 'map', says: 'map on or off' },
  { keys: ['f'], command: 'find', says: 'find a craft by its name or id' },
  { keys: ['x'], command: 'clear-filter', says: 'show all: filter off' },
  { keys: ['?'], command: 'help', says: 'this help' },
]

type KeyPress = {
  readonly key: string
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly altKey: boolean
}

/** `isTyping`: in a field a letter is a letter. With single keys off only `?` is left, to switch them on again. */
export const keyCommandOf = (press: KeyPress, isTyping: boolean, singleKeys: boolean): KeyCommand | null => {
  if (isTyping || press.ctrlKey || press.metaKey || press.altKey) return null
  const found = KEYS.find(({ keys }) => keys.includes(press.key))?.command ?? null
  return singleKeys || found === 'help' ? found : null
}
