import type { CommandEntry } from '../command/command.ts'

/** In the order of the overview. */
export const commands: readonly CommandEntry[] = [
  {
    name: 'simulate',
    summary: 'play an exercise',
    load: async () => (await import('./simulate.ts')).simulate,
  },
  {
    name: 'replay',
    summary: 'send a recording',
    load: async () => (await import('./replay.ts')).replay,
  },
  {
    name: 'watch',
    summary: 'show the alerts as they change',
    load: async () => (await import('./watch.ts')).watch,
  },
]
