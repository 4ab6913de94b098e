import type { CommandEntry } from '../command-line/command-definition.ts'

/** In the order of the overview. */
export const commands: readonly CommandEntry[] = [
  {
    name: 'simulate',
    summary: 'play an exercise',
    load: async () => (await import('./feeding/simulate-command.ts')).simulateCommand,
  },
  {
    name: 'replay',
    summary: 'send a recording',
    load: async () => (await import('./feeding/replay-command.ts')).replayCommand,
  },
  {
    name: 'report counts',
    summary: 'send how many people came, from a table or a list',
    load: async () => (await import('./feeding/report-counts-command.ts')).reportCountsCommand,
  },
  {
    name: 'retract positions',
    summary: 'take back positions of a craft',
    load: async () => (await import('./feeding/retract-positions-command.ts')).retractPositionsCommand,
  },
  {
    name: 'watch',
    summary: 'show the alerts as they change',
    load: async () => (await import('./alerts/watch-command.ts')).watchCommand,
  },
  {
    name: 'alerts',
    summary: 'list alerts, or show one with its evidence',
    load: async () => (await import('./alerts/alerts-command.ts')).alertsCommand,
  },
  {
    name: 'explain',
    summary: 'write out the sum of an alert',
    load: async () => (await import('./alerts/explain-command.ts')).explainCommand,
  },
  {
    name: 'ack',
    summary: 'acknowledge an alert',
    load: async () => (await import('./alerts/action-commands.ts')).actionCommands.acknowledge,
  },
  {
    name: 'silence',
    summary: 'keep an alert quiet for a while',
    load: async () => (await import('./alerts/action-commands.ts')).actionCommands.silence,
  },
  {
    name: 'unsilence',
    summary: 'end a silence',
    load: async () => (await import('./alerts/action-commands.ts')).actionCommands.unsilence,
  },
  {
    name: 'note',
    summary: 'write a note on an alert',
    load: async () => (await import('./alerts/action-commands.ts')).actionCommands.note,
  },
  {
    name: 'close',
    summary: 'close an alert',
    load: async () => (await import('./alerts/action-commands.ts')).actionCommands.close,
  },
  {
    name: 'reopen',
    summary: 'open a closed alert again',
    load: async () => (await import('./alerts/action-commands.ts')).actionCommands.reopen,
  },
  {
    name: 'checklist',
    summary: 'show what to do about an alert, and what is done',
    load: async () => (await import('./alerts/checklist-command.ts')).checklistCommand,
  },
  {
    name: 'tick',
    summary: 'tick an item of its checklist',
    load: async () => (await import('./alerts/action-commands.ts')).actionCommands.tick,
  },
  {
    name: 'untick',
    summary: 'take a tick back',
    load: async () => (await import('./alerts/action-commands.ts')).actionCommands.untick,
  },
  {
    name: 'export',
    summary: 'export an alert as CAP or JSON',
    load: async () => (await import('./alerts/export-command.ts')).exportCommand,
  },
  {
    name: 'areas import',
    summary: 'make an area file of GeoJSON',
    load: async () => (await import('./areas/areas-import-command.ts')).areasImportCommand,
  },
  {
    name: 'areas derive',
    summary: 'make an area file from a coastline',
    load: async () => (await import('./areas/areas-derive-command.ts')).areasDeriveCommand,
  },
  {
    name: 'areas check',
    summary: 'say whether a place is inside',
    load: async () => (await import('./areas/areas-check-command.ts')).areasCheckCommand,
  },
  {
    name: 'areas placement',
    summary: 'show in which partitions the areas are',
    load: async () => (await import('./areas/areas-placement-command.ts')).areasPlacementCommand,
  },
  {
    name: 'topics',
    summary: 'look after the topics in Kafka',
    load: async () => (await import('./system/topics-command.ts')).topicsCommand,
  },
  {
    name: 'backup',
    summary: 'copy what is kept for ever to a folder',
    load: async () => (await import('./system/backup-command.ts')).backupCommand,
  },
  {
    name: 'restore',
    summary: 'write a backup into empty topics',
    load: async () => (await import('./system/restore-command.ts')).restoreCommand,
  },
  {
    name: 'inspect partition',
    summary: 'look into the stored state of a partition',
    load: async () => (await import('./system/inspect-commands.ts')).inspectCommands.partition,
  },
  {
    name: 'inspect craft',
    summary: 'look into what is stored of a craft',
    load: async () => (await import('./system/inspect-commands.ts')).inspectCommands.craft,
  },
  {
    name: 'inspect alert',
    summary: 'look into an alert as stored and published',
    load: async () => (await import('./system/inspect-commands.ts')).inspectCommands.alert,
  },
  {
    name: 'dead-letters list',
    summary: 'list the records that windowing could not fold',
    load: async () => (await import('./system/dead-letter-commands.ts')).deadLetterCommands.list,
  },
  {
    name: 'dead-letters show',
    summary: 'show one of them with its error',
    load: async () => (await import('./system/dead-letter-commands.ts')).deadLetterCommands.show,
  },
  {
    name: 'dead-letters replay',
    summary: 'append them again to their topics',
    load: async () => (await import('./system/dead-letter-commands.ts')).deadLetterCommands.replay,
  },
  {
    name: 'audit export',
    summary: 'print who did what with access',
    load: async () => (await import('./system/audit-export-command.ts')).auditExportCommand,
  },
  {
    name: 'tokens add',
    summary: 'make a token',
    load: async () => (await import('./system/token-commands.ts')).tokenCommands.add,
  },
  {
    name: 'tokens list',
    summary: 'list who has a token',
    load: async () => (await import('./system/token-commands.ts')).tokenCommands.list,
  },
  {
    name: 'tokens remove',
    summary: 'take a token back',
    load: async () => (await import('./system/token-commands.ts')).tokenCommands.remove,
  },
  {
    name: 'completion',
    summary: 'print the completions of a shell',
    load: async () => (await import('./system/completion-command.ts')).completionCommand,
  },
]
