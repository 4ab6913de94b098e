import { CraftId, formatWireTime, isoTimeMs, topics, topicsOfWorld } from '@landfall/contracts'
import { partitionFor } from '@landfall/kafka'
import { type PreviewedRun, previewRetraction, readAreaFile } from '@landfall/mass-arrivals'
import { z } from 'zod'
import type { CommandDefinition, Invocation } from '../../command-line/command-definition.ts'
import { CommandError, UsageError } from '../../command-line/command-error.ts'
import { EXIT } from '../../command-line/exit-code.ts'
import type { Arguments } from '../../command-line/read-arguments.ts'
import { readKafkaOptions } from '../../kafka/read-kafka-options.ts'
import { requireTopics } from '../../kafka/require-topics.ts'
import { askSpec } from '../../rest/access-headers.ts'
import { askJson } from '../../rest/ask-service.ts'
import { parseAnswer } from '../../rest/parse-answer.ts'
import { serviceUrl } from '../../rest/service-url.ts'
import { readCraftLog } from '../../retract/read-craft-log.ts'
import { areaFilesOption, readAreaFiles } from '../areas/read-area-files.ts'
import { commonOptions } from '../common-options.ts'

export const retractPositionsCommand: CommandDefinition = {
  operands: '<CRAFT_ID>',
  usage: 'CRAFT_ID --at TIME|--from TIME --to TIME|--observation ID [options]',
  options: [
    { flag: 'at', value: 'TIME', help: 'of one position, as 2026-11-23T10:05:00Z' },
    { flag: 'from', value: 'TIME', help: 'the positions from then, …' },
    { flag: 'to', value: 'TIME', help: '… to then, both times included' },
    { flag: 'observation', value: 'ID', help: 'the position with this observationId, looked up in the log' },
    { flag: 'exercise', help: 'the craft of exercises that bears this id' },
    { flag: 'dry-run', help: 'say what would be taken back, and take nothing back' },
    commonOptions.alertUrl,
    commonOptions.tokenFile,
    areaFilesOption,
    commonOptions.brokers,
    commonOptions.prefix,
    commonOptions.json,
  ],
  details: `Takes back the positions of a craft in a span of time, whoever sent them, under the operator's name: visits go as if they had not
come, and alerts are corrected. Reports of people stay. Positions inside an area that are no further apart than the gap of a visit (6 h) go
together or not at all: the log says before what goes and what stays. Exit code 1 when nothing goes; then nothing is sent.`,
  examples: [
    {
      line: 'landfall retract positions mmsi:512000123 --at 2026-11-23T10:05:00Z --dry-run',
      description: 'what goes?',
    },
    {
      line: 'landfall retract positions mmsi:512000123 --observation 5d1c35683a7a',
      description: 'the position of a row',
    },
  ],
  run: async (invocation) => {
    const { args, terminal } = invocation
    const [craftId = ''] = args.operands
    if (!CraftId.safeParse(craftId).success)
      throw new UsageError(`${craftId}: must be a craft, scheme:value, as mmsi:512000123`)
    const exercise = args.has('exercise')
    const { span, runs } = await preview(invocation, { craftId, exercise })
    const isSent = !args.has('dry-run') && runs.some(({ goes }) => goes)
    const sent = isSent ? await send(invocation, { craftId, exercise, ...written(span) }) : null
    if (args.has('json'))
      await terminal.print(JSON.stringify({ craftId, exercise, ...written(span), runs: runs.map(forPrograms), sent }))
    else for (const line of linesOf(runs, sent)) await terminal.print(line)
    return runs.some(({ goes }) => goes) ? EXIT.ok : EXIT.found
  },
}

type Craft = { readonly craftId: string; readonly exercise: boolean }
type Span = { readonly fromMs: number; readonly toMs: number }

const written = ({ fromMs, toMs }: Span) => ({ fromAt: formatWireTime(fromMs), toAt: formatWireTime(toMs) })

const preview = async (invocation: Invocation, craft: Craft) => {
  const { args, signal } = invocation
  const given = readSpan(args)
  const areas = (await readAreaFiles(invocation, readAreaFile)).map(({ area }) => area)
  const kafka = readKafkaOptions(invocation)
  const { observations } = topicsOfWorld(topics(kafka.prefix, kafka.grown), craft.exercise)
  await requireTopics(kafka, [observations])
  const partitions = [partitionFor(craft.craftId, observations.partitions)]
  const spec = { ...kafka, clientId: 'landfall-retract', topic: observations.name, partitions, signal }
  const { entries, observedAts } = await readCraftLog(craft.craftId, args.text('observation'), spec)
  const span = given ?? spanOfId(args.text('observation') ?? '', craft, observedAts)
  return { span, runs: previewRetraction(entries, span, craft, areas) }
}

/** Undefined where the log says it. Throws a UsageError for times that are none, or other than one span. */
const readSpan = (args: Arguments): Span | undefined => {
  const [at, from, to] = ['at', 'from', 'to'].map((flag) => readTime(args, flag))
  const isSpan = from !== undefined && to !== undefined
  const isHalf = !isSpan && (from !== undefined || to !== undefined)
  if (isHalf || [at !== undefined, isSpan, args.has('observation')].filter(Boolean).length !== 1)
    throw new UsageError('say which positions: --at TIME, --from TIME and --to TIME, or --observation ID')
  if (at !== undefined) return { fromMs: at, toMs: at }
  return isSpan ? { fromMs: from, toMs: to } : undefined
}

const readTime = (args: Arguments, flag: string): number | undefined => {
  const given = args.text(flag)
  if (given === undefined) return undefined
  const timeMs = isoTimeMs(given)
  if (!Number.isNaN(timeMs)) return timeMs
  throw new UsageError(`--${flag} ${given}: must be a time in UTC, as 2026-11-23T10:05:00Z`)
}

const spanOfId = (observationId: string, { craftId }: Craft, observedAts: readonly string[]): Span => {
  const [observedAt, another] = observedAts
  if (observedAt === undefined) {
    const hint = '--exercise looks among exercises; --at and --from with --to need no id'
    throw new CommandError(EXIT.noInput, `the log has no position ${observationId} of ${craftId}`, { hint })
  }
  if (another !== undefined) {
    const hint = `--at chooses one: ${observedAts.slice(0, 5).join(', ')}`
    throw new CommandError(EXIT.data, `${observationId} is ${observedAts.length} positions of ${craftId}`, { hint })
  }
  return { fromMs: isoTimeMs(observedAt), toMs: isoTimeMs(observedAt) }
}

const Answer = z.object({ accepted: z.number(), rejected: z.array(z.object({ reason: z.string() })) })

/** Returns the id under which it can be taken back itself. By the alert service, which knows the operator. */
const send = async (invocation: Invocation, retraction: object): Promise<string> => {
  const observedAt = formatWireTime(Date.now())
  const observationId = `taken-back-${observedAt}`
  const body = { type: 'position-retraction', ...retraction, observedAt, observationId }
  const url = new URL('/v1/observations', serviceUrl('alert', invocation))
  const answer = parseAnswer(Answer, await askJson(url, { ...(await askSpec(invocation)), body }))
  const [rejected] = answer.rejected
  if (rejected !== undefined) throw new CommandError(EXIT.data, `not taken: ${rejected.reason}`)
  return observationId
}

const forPrograms = ({ areaId, goes, ...run }: PreviewedRun) => ({ areaId, ...written(run), goes })

const linesOf = (runs: readonly PreviewedRun[], sent: string | null): readonly string[] => [
  ...runs.map((run) => {
    const { fromAt, toAt } = written(run)
    const when = fromAt === toAt ? fromAt : `${fromAt} to ${toAt}`
    return `${run.areaId}: inside ${when}: ${run.goes ? 'goes' : 'stays, it reaches beyond what is taken back'}`
  }),
  ...(runs.length === 0 ? ['The log has no position inside an area then that counts.'] : []),
  sent === null
    ? 'Nothing was sent.'
    : `Taken back, as ${sent}: a retraction of that undoes it. Alerts follow in a moment.`,
]
