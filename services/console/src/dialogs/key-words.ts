import type { KeyCommand } from '../navigation/keys.ts'

/** What each key does, for the help. */
export const KEY_WORDS: Readonly<Record<KeyCommand, string>> = {
  next: 'next alert',
  previous: 'previous alert',
  open: 'go to the panel of the alert',
  acknowledge: 'acknowledge',
  silence: 'silence until …',
  note: 'write a note',
  close: 'close the alert',
  reopen: 'reopen the alert',
  mute: 'mute the sound for 30 s',
  watch: 'watch: list, map and panel',
  handover: 'handover',
  report: 'report people',
  map: 'map on or off',
  search: 'search the alerts: place, craft, name or id (also Ctrl F)',
  find: 'find a craft, or a place on the map, by its name or id',
  time: 'time slider: how the chosen alert came about',
  'clear-filter': 'show all: filter off',
  help: 'this help',
}
