import { type DeadLetter, topics } from '@landfall/contracts'
import { openProducer, readPlacements } from '@landfall/kafka'
import type { CommandDefinition, Invocation, OptionSpec } from '../../command-line/command-definition.ts'
import { CommandError, UsageError } from '../../command-line/command-error.ts'
import { EXIT } from '../../command-line/exit-code.ts'
import { letterId, readDeadLetters } from '../../dead-letters/read-dead-letters.ts'
import { replayRecord } from '../../dead-letters/replay-record.ts'
import { readKafkaOptions } from '../../kafka/read-kafka-options.ts'
import { requireTopics } from '../../kafka/require-topics.ts'
import { commonOptions } from '../common-options.ts'

const KAFKA: readonly OptionSpec[] = [commonOptions.brokers, commonOptions.prefix]
const stageOption: OptionSpec = { flag: 'stage', value: 'NAME', help: 'only what this stage set aside' }

const open = async (invocation: Invocation) => {
  const kafka = readKafkaOptions(invocation)
  const all = topics(kafka.prefix, kafka.grown)
  await requireTopics(kafka, [all.deadLetters, all.areaPlacements])
  return { kafka, all, letters: await readDeadLetters(kafka, all.deadLetters.name) }
}

const find = (letters: readonly DeadLetter[], id: string): DeadLetter => {
  const found = letters.findLast((letter) => letterId(letter) === id)
  if (found === undefined) throw new CommandError(EXIT.noInput, `there is no dead letter ${JSON.stringify(id)}`)
  return found
}

const list: CommandDefinition = {
  options: [stageOption, ...KAFKA, commonOptions.json],
  details: 'Records that a stage of windowing could not fold, each once, with the error. Nothing is changed.',
  examples: [{ line: 'landfall dead-letters list --stage arrivals', description: 'what was set aside, and why' }],
  run: async (invocation) => {
    const { args, terminal } = invocation
    const stage = args.text('stage')
    const letters = (await open(invocation)).letters.filter((letter) => stage === undefined || letter.stage === stage)
    for (const letter of letters) {
      const { at, key, error } = letter
      const line = `${letterId(letter)}  ${at}  ${key ?? 'no key'}  ${error.name}: ${error.message}`
      await terminal.print(args.has('json') ? JSON.stringify({ id: letterId(letter), ...letter }) : line)
    }
    if (letters.length === 0 && !args.has('json')) terminal.say('nothing')
    return EXIT.ok
  },
}

const show: CommandDefinition = {
  operands: '<ID>',
  options: [...KAFKA, commonOptions.json],
  details: 'The whole record and the error with its stack. Exit code 66 when there is no such letter.',
  examples: [{ line: 'landfall dead-letters show arrivals/3/1042', description: 'for whoever mends the fault' }],
  run: async (invocation) => {
    const { args, terminal } = invocation
    const letter = find((await open(invocation)).letters, args.operands[0] ?? '')
    if (args.has('json')) await terminal.print(JSON.stringify(letter))
    else {
      const { stage, topic, partition, offset, loggedAt, at, key, value, encoding, error } = letter
      await terminal.print(`${topic} ${partition}:${offset}, logged at ${loggedAt}, set aside by ${stage} at ${at}`)
      await terminal.print(`key: ${key ?? 'none'}`)
      await terminal.print(`value${encoding === 'base64' ? ', as base64' : ''}: ${value ?? 'none'}`)
      await terminal.print(error.stack ?? `${error.name}: ${error.message}`)
    }
    return EXIT.ok
  },
}

const replay: CommandDefinition = {
  operands: '[ID...]',
  options: [
    { flag: 'all', help: 'every letter that may be replayed' },
    { flag: 'dry-run', help: 'say what would be done' },
    ...KAFKA,
  ],
  details: `Appends the records again, as they were, to the topics that they came from: observations and arrivals. Observations count
the same in any order and any number of times; an arrivals snapshot that is out of date by now is ignored. Others are refused.
Exit code 1 when one was refused.`,
  examples: [{ line: 'landfall dead-letters replay --all --dry-run', description: 'after the fault was mended' }],
  run: async (invocation) => {
    const { args, terminal } = invocation
    const ids = args.operands
    if (args.has('all') === ids.length > 0) throw new UsageError('name letters by ID, or say --all')
    const { kafka, all, letters } = await open(invocation)
    const chosen = args.has('all') ? letters : ids.map((id) => find(letters, id))
    const places = await readPlacements({ ...kafka, clientId: 'landfall-dead-letters', placements: all.areaPlacements })
    const producer = args.has('dry-run')
      ? undefined
      : await openProducer({ ...kafka, clientId: 'landfall-dead-letters', topics: Object.values(all) })
    let [replayed, refused] = [0, 0]
    try {
      for (const letter of chosen) {
        invocation.signal.throwIfAborted()
        const record = replayRecord(letter, all, places)
        if (typeof record === 'string') {
          refused += 1
          terminal.say(`${letterId(letter)} is not replayed: ${record}`)
          continue
        }
        await producer?.send([record])
        replayed += 1
        terminal.progress(`${replayed} of ${chosen.length}`)
      }
    } finally {
      await producer?.close()
    }
    await terminal.print(`${producer === undefined ? 'would replay' : 'replayed'} ${replayed}, refused ${refused}`)
    return refused > 0 ? EXIT.found : EXIT.ok
  },
}

/** Look after the records that windowing could not fold. */
export const deadLetterCommands = { list, show, replay }
