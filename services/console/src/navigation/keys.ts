import type { AllowedAction } from '@landfall/contracts'

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

/** What they do is in `dialogs/key-words.ts`, which is loaded later. */
export const KEYS: readonly { readonly keys: readonly string[]; readonly command: KeyCommand }[] = [
  { keys: ['j', 'ArrowDown'], command: 'next' },
  { keys: ['k', 'ArrowUp'], command: 'previous' },
  { keys: ['Enter'], command: 'open' },
  { keys: ['a'], command: 'acknowledge' },
  { keys: ['s'], command: 'silence' },
  { keys: ['n'], command: 'note' },
  { keys: ['c'], command: 'close' },
  { keys: ['o'], command: 'reopen' },
  { keys: ['q'], command: 'mute' },
  { keys: ['w'], command: 'watch' },
  { keys: ['h'], command: 'handover' },
  { keys: ['p'], command: 'report' },
  { keys: ['m'], command: 'map' },
  { keys: ['/'], command: 'search' },
  { keys: ['f'], command: 'find' },
  { keys: ['t'], command: 'time' },
  { keys: ['x'], command: 'clear-filter' },
  { keys: ['?'], command: 'help' },
]

/** For `aria-keyshortcuts`; undefined where there is none, and while single keys are off. */
export const shortcutOf = (command: KeyCommand | AllowedAction, singleKeys: boolean): string | undefined =>
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
