import { type TopicSpec, topics as topicsOf } from '@landfall/contracts'
import { describeTopics, ensureTopics, gatherPartitions, type TopicFound } from '@landfall/kafka'
import type { CommandDefinition, Invocation } from '../../command-line/command-definition.ts'
import { UsageError } from '../../command-line/command-error.ts'
import type { Terminal } from '../../command-line/create-terminal.ts'
import { EXIT, type ExitCode } from '../../command-line/exit-code.ts'
import { formatNumber } from '../../command-line/format-elapsed.ts'
import { nearestWord } from '../../command-line/nearest-word.ts'
import { type KafkaChoice, readKafkaOptions } from '../../kafka/read-kafka-options.ts'
import { commonOptions } from '../common-options.ts'
import { growTopics } from './grow-topics.ts'

const DAY_MS = 86_400_000
const BROKER_WAIT_MS_MAX = 5_000
const ACTIONS = ['list', 'ensure', 'drift', 'gather', 'grow'] as const

export const topicsCommand: CommandDefinition = {
  operands: '[list|ensure|drift|gather|grow] [TOPIC]',
  options: [
    { flag: 'partitions', value: 'N', help: 'grow: how many partitions the topic is to have' },
    { flag: 'dry-run', help: 'grow: say what would be done; change nothing' },
    { flag: 'abandon', help: 'grow: undo what was begun, as long as the new generation is not open' },
    commonOptions.brokers,
    commonOptions.prefix,
    commonOptions.json,
  ],
  details: `list (the default) shows what is there, ensure creates what is missing, drift says where a topic differs from what it
should be (exit code 1 when one does). None of these changes a topic that is there. gather is for observations in partitions that
the contract does not have: it moves them to where their craft's others are. First stop what wrote them. grow gives observations or
exercise-observations more partitions: it copies the topic to one of its next generation (….p48) while the services run, then closes
the old one, which from then on refuses every writer. The services go on when they are started again with OBSERVATIONS_PARTITIONS=48
(EXERCISE_OBSERVATIONS_PARTITIONS). Stopped by anything, it goes on where it was when it is run again.
Exit code 65 when it cannot be done as things are, 69 while Kafka is away.`,
  examples: [
    { line: 'landfall topics', description: 'the topics of this system and how much is in them' },
    { line: 'landfall topics ensure --prefix replay2012', description: 'a second system’s topics, for old data' },
    { line: 'landfall topics gather', description: 'after a service refused a topic (LF_PARTITIONS_CHANGED)' },
    { line: 'landfall topics grow observations --partitions 48', description: 'more partitions for more instances' },
    { line: 'landfall topics drift || echo look at it', description: 'in a script' },
  ],
  run: async (invocation) => {
    const { args } = invocation
    const given = args.operands[0] ?? 'list'
    const action = ACTIONS.find((one) => one === given)
    if (action === undefined) {
      const meant = nearestWord(given, ACTIONS)
      const hint = meant === undefined ? `it is one of ${ACTIONS.join(', ')}` : `did you mean ${meant}?`
      throw new UsageError(`landfall topics does not ${JSON.stringify(given)}`, { hint })
    }
    return RUN[action](invocation, readCluster(invocation))
  },
}

type Cluster = KafkaChoice & { readonly specs: readonly TopicSpec[]; readonly waitMsMax: number }

const readCluster = (invocation: Invocation): Cluster => {
  const kafka = readKafkaOptions(invocation)
  return { ...kafka, specs: Object.values(topicsOf(kafka.prefix, kafka.grown)), waitMsMax: BROKER_WAIT_MS_MAX }
}

type Run = (invocation: Invocation, cluster: Cluster) => Promise<ExitCode>

const list: Run = async ({ args, terminal }, cluster) => {
  const found = await describeTopics(cluster)
  for (const topic of found)
    await terminal.print(args.has('json') ? JSON.stringify(forPrograms(topic)) : listLine(topic, terminal))
  return EXIT.ok
}

/** What `--json` prints is read by scripts: its field names stay. */
const forPrograms = ({ name, exists, ...rest }: TopicFound) => ({ name, isThere: exists, ...rest })

const listLine = (
  { name, exists, partitions, records, retentionMs, drift, isSealed }: TopicFound,
  { style }: Terminal,
): string => {
  if (!exists) return `${name.padEnd(40)} ${style('yellow', 'missing')}`
  const kept = retentionMs === -1 ? 'for ever' : `${formatNumber(Math.round(retentionMs / DAY_MS))} d`
  const differs =
    drift.length === 0 ? '' : `  ${style('yellow', `differs: ${drift.map(({ setting }) => setting).join(', ')}`)}`
  return `${name.padEnd(40)} ${String(partitions).padStart(3)} partitions  ${formatNumber(records).padStart(12)} records  kept ${kept}${isSealed ? '  has grown, and is closed to writers' : differs}`
}

const ensure: Run = async ({ args, terminal }, cluster) => {
  const before = await describeTopics(cluster)
  const { drift } = await ensureTopics(cluster)
  const created = before.filter(({ exists }) => !exists).map(({ name }) => name)
  if (args.has('json')) await terminal.print(JSON.stringify({ created, drift }))
  else {
    for (const name of created) await terminal.print(`created ${name}`)
    if (created.length === 0) terminal.say('all topics are there')
    for (const difference of drift) terminal.say(driftLine(difference))
  }
  return EXIT.ok
}

const drift: Run = async ({ args, terminal }, cluster) => {
  const found = await describeTopics(cluster)
  const missing = found.filter(({ exists }) => !exists).map(({ name }) => name)
  const differences = found.flatMap((topic) => topic.drift)
  if (args.has('json')) await terminal.print(JSON.stringify({ missing, drift: differences }))
  else {
    for (const name of missing) await terminal.print(`${name} is missing`)
    for (const difference of differences) await terminal.print(driftLine(difference))
    if (missing.length + differences.length === 0) terminal.say('no topic is missing and none differs')
  }
  return missing.length + differences.length === 0 ? EXIT.ok : EXIT.found
}

/** Only observations: whatever else has more than one partition is derived from them, and rebuilt. */
const gather: Run = async ({ args, terminal }, { brokers, logger, security, prefix, grown }) => {
  const { observations, exerciseObservations } = topicsOf(prefix, grown)
  for (const topic of [observations, exerciseObservations]) {
    const moved = await gatherPartitions({ brokers, logger, security, clientId: 'landfall-topics', topic })
    if (args.has('json')) await terminal.print(JSON.stringify({ name: topic.name, moved }))
    else await terminal.print(`${topic.name}: ${formatNumber(moved)} records moved to their partitions`)
  }
  return EXIT.ok
}

const driftLine = ({ topic, setting, wanted, found }: TopicFound['drift'][number]): string =>
  `${topic}: ${setting} is ${found}, should be ${wanted}`

const RUN: Readonly<Record<(typeof ACTIONS)[number], Run>> = { list, ensure, drift, gather, grow: growTopics }
