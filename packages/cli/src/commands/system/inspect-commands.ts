import { readAreaFile } from '@landfall/mass-arrivals'
import type { CommandDefinition, OptionSpec } from '../../command-line/command-definition.ts'
import { EXIT } from '../../command-line/exit-code.ts'
import { readNumber } from '../../command-line/read-arguments.ts'
import { alertLines, inspectAlert } from '../../inspect/inspect-alert.ts'
import { craftLines, inspectCraft } from '../../inspect/inspect-craft.ts'
import { inspectPartition, partitionLines } from '../../inspect/inspect-partition.ts'
import { openInspection, readStageName } from '../../inspect/open-inspection.ts'
import { areaFilesOption, readAreaFiles } from '../areas/read-area-files.ts'
import { commonOptions } from '../common-options.ts'

const OPTIONS: readonly OptionSpec[] = [commonOptions.brokers, commonOptions.prefix, commonOptions.json]
const REDIS = 'Redis is where REDIS_URL says [redis://127.0.0.1:6379]; nothing is written there or in Kafka.'

const partition: CommandDefinition = {
  operands: '<STAGE> <N>',
  options: OPTIONS,
  details: `STAGE is arrivals, groups or sources. Shows up to which offset the stored state of partition N goes, how far that is behind
the log, and in which phase it is. ${REDIS}
Exit code 1 when nothing is stored, 65 when what is stored is not whole.`,
  examples: [
    { line: 'landfall inspect partition arrivals 3', description: 'is it keeping up?' },
    {
      line: 'for n in $(seq 0 11); do landfall inspect partition groups $n --json; done | jq .lag',
      description: 'of all',
    },
  ],
  run: async (invocation) => {
    const { args, terminal } = invocation
    const [stageName = '', number = ''] = args.operands
    const stage = readStageName(stageName)
    const index = readNumber('N', number, { min: 0, max: 10_000, whole: true })
    await using inspection = await openInspection(invocation)
    const report = await inspectPartition(inspection, stage, index)
    if (args.has('json')) await terminal.print(JSON.stringify(report))
    else for (const line of partitionLines(report)) await terminal.print(line)
    return report.nextOffset === null ? EXIT.found : EXIT.ok
  },
}

const craft: CommandDefinition = {
  operands: '<CRAFT_ID>',
  options: [{ flag: 'exercise', help: 'the craft of exercises that bears this id' }, areaFilesOption, ...OPTIONS],
  details: `Shows what windowing holds of a craft: its visits and records in the arrivals stage, and what the groups stage has of it in each
area. The areas must be those that windowing has, in its order. ${REDIS}
Exit code 1 when nothing is stored of it.`,
  examples: [{ line: 'landfall inspect craft mmsi:512000123', description: 'why is it not counted?' }],
  run: async (invocation) => {
    const { args, terminal } = invocation
    const [craftId = ''] = args.operands
    const areas = (await readAreaFiles(invocation, readAreaFile)).map(({ area }) => area)
    await using inspection = await openInspection(invocation)
    const report = await inspectCraft(inspection, { craftId, exercise: args.has('exercise'), areas })
    if (args.has('json')) await terminal.print(JSON.stringify(report))
    else for (const line of craftLines(report)) await terminal.print(line)
    const isStored = report.arrivals.stored !== null || report.groups.some(({ stored }) => stored !== null)
    return isStored ? EXIT.ok : EXIT.found
  },
}

const alert: CommandDefinition = {
  operands: '<ALERT_ID>',
  options: OPTIONS,
  details: `Shows an alert as windowing keeps it, and each of its versions in the alerts topic with partition and offset. ${REDIS}
Exit code 66 when the topic has no such alert.`,
  examples: [{ line: 'landfall inspect alert nz-20261123-7f3a9c1e', description: 'what was published, and when' }],
  run: async (invocation) => {
    const { args, terminal } = invocation
    const [alertId = ''] = args.operands
    await using inspection = await openInspection(invocation)
    const report = await inspectAlert(inspection, alertId)
    if (args.has('json')) await terminal.print(JSON.stringify(report))
    else for (const line of alertLines(report)) await terminal.print(line)
    return EXIT.ok
  },
}

/** Look into what windowing keeps. */
export const inspectCommands = { partition, craft, alert }
