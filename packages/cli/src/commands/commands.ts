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
  {
    name: 'alerts',
    summary: 'list alerts, or show one with its evidence',
    load: async () => (await import('./alerts.ts')).alerts,
  },
  {
    name: 'explain',
    summary: 'write out the sum of an alert',
    load: async () => (await import('./explain.ts')).explain,
  },
  {
    name: 'ack',
    summary: 'acknowledge an alert',
    load: async () => (await import('./act.ts')).acknowledge,
  },
  {
    name: 'silence',
    summary: 'keep an alert quiet for a while',
    load: async () => (await import('./act.ts')).silence,
  },
  {
    name: 'unsilence',
    summary: 'end a silence',
    load: async () => (await import('./act.ts')).unsilence,
  },
  {
    name: 'note',
    summary: 'write a note on an alert',
    load: async () => (await import('./act.ts')).note,
  },
  {
    name: 'close',
    summary: 'close an alert',
    load: async () => (await import('./act.ts')).close,
  },
  {
    name: 'reopen',
    summary: 'open a closed alert again',
    load: async () => (await import('./act.ts')).reopen,
  },
  {
    name: 'export',
    summary: 'an alert as CAP or JSON',
    load: async () => (await import('./export.ts')).exportAlert,
  },
  {
    name: 'areas import',
    summary: 'make an area file of GeoJSON',
    load: async () => (await import('./areas-import.ts')).areasImport,
  },
  {
    name: 'areas derive',
    summary: 'make an area file from a coastline',
    load: async () => (await import('./areas-derive.ts')).areasDerive,
  },
  {
    name: 'areas check',
    summary: 'is a place inside?',
    load: async () => (await import('./areas-check.ts')).areasCheck,
  },
  {
    name: 'topics',
    summary: 'look after the topics in Kafka',
    load: async () => (await import('./topics.ts')).topics,
  },
  {
    name: 'tokens add',
    summary: 'make a token',
    load: async () => (await import('./tokens.ts')).tokensAdd,
  },
  {
    name: 'tokens list',
    summary: 'who has a token',
    load: async () => (await import('./tokens.ts')).tokensList,
  },
  {
    name: 'tokens remove',
    summary: 'take a token back',
    load: async () => (await import('./tokens.ts')).tokensRemove,
  },
]
