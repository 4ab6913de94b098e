export type KeyCommand =
  | 'next'
  | 'previous'
  | 'open'
  | 'acknowledge'
  | 'silence'
  | 'note'
  | 'close'
  | 'reopen'
  | 'mute'
  | 'handover'
  | 'report'
  | 'watch'
  | 'map'
  | 'search'
  | 'find'
  | 'time'
  | 'clear-filter'
  | 'help'

export const KEYS: readonly {
  readonly keys: readonly string[]
  readonly command: KeyCommand
  readonly description: string
}[] = [
  { keys: ['j', 'ArrowDown'], command: 'next', description: 'next alert' },
  { keys: ['k', 'ArrowUp'], command: 'previous', description: 'previous alert' },
  { keys: ['Enter'], command: 'open', description: 'go to the panel of the alert' },
  { keys: ['a'], command: 'acknowledge', description: 'acknowledge' },
  { keys: ['s'], command: 'silence', description: 'silence until …' },
  { keys: ['n'], command: 'note', description: 'write a note' },
  { keys: ['c'], command: 'close', description: 'close the alert' },
  { keys: ['o'], command: 'reopen', description: 'reopen the alert' },
  { keys: ['q'], command: 'mute', description: 'mute the sound for 30 s' },
  { keys: ['w'], command: 'watch', description: 'watch: list, map and panel' },
  { keys: ['h'], command: 'handover', description: 'handover' },
  { keys: ['p'], command: 'report', description: 'report people' },
  { keys: ['m'], command: 'map', description: 'map on or off' },
  { keys: ['/'], command: 'search', description: 'search the alerts: place, craft, name or id (also Ctrl F)' },
  { keys: ['f'], command: 'find', description: 'find a craft, or a place on the map, by its name or id' },
  { keys: ['t'], command: 'time', description: 'time slider: how the chosen alert came about' },
  { keys: ['x'], command: 'clear-filter', description: 'show all: filter off' },
  { keys: ['?'], command: 'help', description: 'this help' },
]

/** For `aria-keyshortcuts`; undefined while single keys are off. */
export const shortcutOf = (command: KeyCommand, singleKeys: boolean): string | undefined =>
  singleKeys ? KEYS.find((key) => key.command === command)?.keys.join(' ') : undefined

type KeyPress = {
  readonly key: string
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly altKey: boolean
}

/** Null while typing in a field. With single keys off only `?` works, to switch them on again. */
export const keyCommandOf = (press: KeyPress, isTyping: boolean, singleKeys: boolean): KeyCommand | null => {
  if (isTyping || press.ctrlKey || press.metaKey || press.altKey) return null
  const found = KEYS.find(({ keys }) => keys.includes(press.key))?.command ?? null
  return singleKeys || found === 'help' ? found : null
}
