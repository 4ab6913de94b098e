import { readFile } from 'node:fs/promises'
import { CraftId, isoTimeMs, PersonsMethod } from '@landfall/contracts'
import type { CommandDefinition, Invocation } from '../../command-line/command-definition.ts'
import { CommandError, UsageError } from '../../command-line/command-error.ts'
import { EXIT } from '../../command-line/exit-code.ts'
import type { Arguments } from '../../command-line/read-arguments.ts'
import { COUNT_FIELDS, type ColumnMapping, parseColumnMapping } from '../../counts/count-columns.ts'
import { type CountPlace, createCountsReport } from '../../counts/create-counts-report.ts'
import { sendCounts } from '../../counts/send-counts.ts'
import { sendList } from '../../counts/send-list.ts'
import { openCountTable } from '../../counts/table/open-count-table.ts'
import { feederOptions, readDateOrder, readSourceId } from './feeder-options.ts'
import { openOutlet } from './open-outlet.ts'

export const reportCountsCommand: CommandDefinition = {
  operands: '<FILE...>',
  options: [
    { flag: 'list', help: 'the rows are people, of one craft at one time: count them, and keep nothing else of them' },
    { flag: 'craft', value: 'ID', help: 'the craft of all rows, as mmsi:512000123, where no column has it' },
    { flag: 'time', value: 'TIME', help: 'the time of all rows, as 2026-11-23T09:30:00Z, where no column has it' },
    {
      flag: 'method',
      value: 'METHOD',
      help: `of rows that do not say it: ${PersonsMethod.options.join(', ')} [manifest with --list]`,
    },
    { flag: 'mapping', value: 'FILE', help: 'what the columns are called: {"craft": "Vessel", "aboard": "Souls"}' },
    { flag: 'sheet', value: 'NAME', help: 'the sheet, by name or number, where a workbook has several' },
    ...feederOptions.ofFiles,
  ],
  details: `Reads CSV (comma, semicolon or tab; gzip and zstd are unpacked) and Excel workbooks (.xlsx). A row is one report of how many people
came on a craft: craft (or mmsi, imo), time (or date and time, UTC where no zone is given), aboard, permitted, notPermitted, method,
longitude, latitude, by the titles of the columns. Cells may be 12, 10-12 or 30+; leave out what is not known. The same row sent again
is the same report. With --list, several files are one list, as crew and passengers; names stay in this process.
Fields of a mapping: ${COUNT_FIELDS.join(', ')}.`,
  examples: [
    {
      line: 'landfall report counts counts.xlsx --dry-run',
      description: 'what would be sent, with the ids by which it can be retracted',
    },
    { line: 'landfall report counts counts.csv --method headcount --real', description: 'counts of people, for real' },
    {
      line: 'landfall report counts --list crew.xlsx passengers.csv --craft mmsi:512000123 --time 2026-11-23T09:30Z --real',
      description: 'how many are on these lists',
    },
  ],
  run: async (invocation) => {
    const { args, terminal, signal, stdin } = invocation
    const isList = args.has('list')
    const source = { id: readSourceId(args) ?? 'counts', kind: isList ? 'declaration' : 'manual' } as const
    const method = args.oneOf('method', PersonsMethod.options)
    const spec = {
      row: {
        source,
        exercise: !args.has('real'),
        dateOrder: readDateOrder(args),
        method: method ?? (isList ? 'manifest' : undefined),
        craftId: readCraftOption(args),
        timeMs: readTimeOption(args),
      },
      mapping: await readMapping(args),
    }
    if (args.operands.filter((path) => path === '-').length > 1)
      throw new UsageError('-: stdin can be read once; name files')
    const sheet = args.text('sheet')
    const tables = await Promise.all(args.operands.map((path) => openCountTable({ path, stdin, sheet })))
    const report = createCountsReport(terminal)
    const outlet = await openOutlet<CountPlace>(invocation, report.settle)
    const stopShowing = report.show()
    try {
      await (isList ? sendList : sendCounts)({ tables, spec, outlet, report, signal })
    } finally {
      stopShowing()
      if (report.counts.read > 0) await report.summary(args.has('json') && !args.has('dry-run'))
    }
    return exitCodeOf(report.counts, invocation)
  },
}

const exitCodeOf = (counts: ReturnType<typeof createCountsReport>['counts'], { terminal }: Invocation) => {
  if (counts.accepted === 0) {
    terminal.say(
      counts.refused === 0
        ? 'nothing was sent: there are no rows below the heading'
        : 'nothing was sent: see what is refused',
    )
  } else if (counts.refused > 0)
    terminal.say(
      'what is refused is not counted: correct it and send the file again; what is known is not counted twice',
    )
  return counts.accepted > 0 && counts.refused === 0 ? EXIT.ok : EXIT.found
}

const readCraftOption = (args: Arguments): string | undefined => {
  const given = args.text('craft')
  if (given === undefined || CraftId.safeParse(given).success) return given
  throw new UsageError(`--craft ${given}: must be scheme:value, as mmsi:512000123`)
}

const readTimeOption = (args: Arguments): number | undefined => {
  const given = args.text('time')
  if (given === undefined) return undefined
  const timeMs = isoTimeMs(given)
  if (!Number.isNaN(timeMs)) return timeMs
  throw new UsageError(`--time ${given}: must be a time in UTC, as 2026-11-23T09:30:00Z`)
}

const readMapping = async (args: Arguments): Promise<ColumnMapping> => {
  const path = args.text('mapping')
  if (path === undefined) return {}
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw new CommandError(EXIT.noInput, `--mapping ${path}: cannot be read`, { cause, hint: 'is there such a file?' })
  })
  const read = parseColumnMapping(text)
  if ('mapping' in read) return read.mapping
  throw new CommandError(EXIT.data, `--mapping ${path}: ${read.reason}`)
}
