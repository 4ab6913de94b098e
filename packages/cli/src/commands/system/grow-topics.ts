import { PARTITIONS_MAX, type PartitionSettings, type TopicSpec, topics as topicsOf } from '@landfall/contracts'
import {
  abandonGrowth,
  describeTopics,
  type GrowTopicSpec,
  type GrowthState,
  growTopic,
  readGrowth,
} from '@landfall/kafka'
import type { Invocation } from '../../command-line/command-definition.ts'
import { UsageError } from '../../command-line/command-error.ts'
import { EXIT, type ExitCode } from '../../command-line/exit-code.ts'
import { formatElapsed, formatNumber } from '../../command-line/format-elapsed.ts'
import type { KafkaChoice } from '../../kafka/read-kafka-options.ts'

/** The topics that can grow, by the word that names them. */
const GROWING = {
  observations: 'OBSERVATIONS_PARTITIONS',
  'exercise-observations': 'EXERCISE_OBSERVATIONS_PARTITIONS',
} as const satisfies Record<string, keyof PartitionSettings>

const WHAT_IS: Readonly<Record<GrowthState, string>> = {
  'not-begun': 'nothing is copied yet',
  copying: 'begun: the new generation is being filled, and the old one can still be written to',
  sealed: 'nearly done: the old generation is closed, and the new one is not open yet',
  done: 'done: the new generation is open',
}

/** `landfall topics grow`. Throws a UsageError, and what the package kafka throws. */
export const growTopics = async (invocation: Invocation, kafka: KafkaChoice): Promise<ExitCode> => {
  const { args, terminal } = invocation
  const { from, to } = readGenerations(invocation, kafka)
  const { brokers, logger, security } = kafka
  const spec = { brokers, logger, security, clientId: 'landfall-topics', from, to }
  const before = await readGrowth(spec)
  const startedMs = performance.now()
  const setting = `${from.first?.setting}=${to.partitions}`
  const print = (what: string, more: object): Promise<void> =>
    terminal.print(args.has('json') ? JSON.stringify({ from: from.name, to: to.name, setting, before, ...more }) : what)
  if (args.has('dry-run')) {
    const found = await describeTopics({ brokers, logger, security, specs: [from, to] })
    const [records, copied] = found.map((topic) => topic.records)
    const what = `${from.name} (${formatNumber(records ?? 0)} records) to ${to.name} (${formatNumber(copied ?? 0)})`
    await print(`${what}: ${WHAT_IS[before]}. Nothing was changed`, { dryRun: true, records, copied })
  } else if (args.has('abandon')) {
    await abandonGrowth(spec)
    await print(`${to.name} is deleted, ${from.name} can be written to as before`, { abandoned: true })
  } else {
    const { records, sealedMs } = await growTopic({ ...spec, signal: invocation.signal, onProgress: shown(invocation) })
    terminal.progress(null)
    const took = `${formatNumber(records)} records copied in ${formatElapsed(performance.now() - startedMs)}`
    const closed = `${from.name} is closed to all writers, ${to.name} is open for ${formatElapsed(sealedMs)} of waiting`
    await print(before === 'done' ? `${to.name} is open already` : `${took}; ${closed}`, { records, sealedMs })
    terminal.say(`Now start ingest, windowing and the alert service with ${setting}.`)
  }
  return EXIT.ok
}

const shown = ({ terminal }: Invocation): GrowTopicSpec['onProgress'] => {
  let doingNow = ''
  return (doing, left) => {
    if (doing !== doingNow) terminal.say(doing)
    doingNow = doing
    terminal.progress(`${doing}: ${formatNumber(left)} records left`)
  }
}

type Generations = { readonly from: TopicSpec; readonly to: TopicSpec }

/** Throws a UsageError that names operand or flag, and value. */
const readGenerations = ({ args }: Invocation, { prefix, grown }: KafkaChoice): Generations => {
  const given = args.operands[1] ?? ''
  const setting = Object.entries(GROWING).find(([word]) => word === given)?.[1]
  if (setting === undefined) throw new UsageError(`landfall topics grow ${given}: ${whyNot(given)}`)
  const specOf = (settings: PartitionSettings): TopicSpec => {
    const all = topicsOf(prefix, settings)
    return setting === 'OBSERVATIONS_PARTITIONS' ? all.observations : all.exerciseObservations
  }
  const from = specOf(grown)
  const partitions = args.number('partitions', { min: from.partitions + 1, max: PARTITIONS_MAX, whole: true })
  if (partitions === undefined) throw new UsageError('landfall topics grow: --partitions N is missing')
  return { from, to: specOf({ ...grown, [setting]: partitions }) }
}

const whyNot = (given: string): string => {
  const can = `it is one of ${Object.keys(GROWING).join(', ')}`
  switch (given) {
    case 'arrivals':
    case 'exercise-arrivals':
      return `all arrivals of an area must be in one partition, and the stages that read them keep their states by it; ${can}`
    case 'alerts':
    case 'actions':
    case 'sources':
      return `its single order is what its readers rely on; ${can}`
    default:
      return can
  }
}
