import { type Scenario, scenarios } from '@landfall/simulator'
import type { CommandDefinition, Invocation } from '../../command-line/command-definition.ts'
import { UsageError } from '../../command-line/command-error.ts'
import { EXIT, type ExitCode } from '../../command-line/exit-code.ts'
import { nearestWord } from '../../command-line/nearest-word.ts'
import { wrapWords } from '../../command-line/wrap-words.ts'
import { playScenario } from '../../simulate/play-scenario.ts'
import { feederOptions, readSourceId, readSpeed } from './feeder-options.ts'
import { openOutlet } from './open-outlet.ts'

export const simulateCommand: CommandDefinition = {
  operands: '[SCENARIO...]',
  operandWords: scenarios.map(({ name }) => name),
  options: [
    { flag: 'list', help: 'list the scenarios' },
    { flag: 'seed', value: 'N', help: 'a different day, with the same outcome [1]' },
    { flag: 'speed', value: 'N|max', help: 'times the scenario’s own pace [1; max with --dry-run]' },
    ...feederOptions.sending,
  ],
  details:
    'Without a name the exercises are listed; several are played one after the other. Everything is marked as an exercise. What should be seen on the console\nis said as the play goes on. Played again within days it meets its own first play, and other alerts come of it:\na system with a TOPIC_PREFIX of its own is a clean stage.',
  examples: [
    { line: 'landfall simulate inbound', description: 'a warning ten hours before boats land, in a minute' },
    { line: 'landfall simulate northland', description: 'boats land one by one in the Far North, in 80 seconds' },
    {
      line: 'landfall simulate busy-sea --speed max',
      description: 'two hours of 5,000 craft, as fast as they are taken',
    },
    { line: 'landfall simulate rally --dry-run | head', description: 'what would be sent' },
  ],
  run: async (invocation) => {
    const { args } = invocation
    if (args.has('list') || args.operands.length === 0) return list(invocation)
    const chosen = args.operands.map(find)
    const seed = args.number('seed', { min: 0, max: 2 ** 32 - 1, whole: true }) ?? 1
    const speed = readSpeed(args) ?? (args.has('dry-run') ? Infinity : 1)
    const sourceId = readSourceId(args)
    const open = <Tag>(onOutcome: (tag: Tag, refusal: string | null) => void) => openOutlet<Tag>(invocation, onOutcome)
    let worst: ExitCode = EXIT.ok
    for (const scenario of chosen) {
      if (invocation.signal.aborted) break
      const exitCode = await playScenario({ scenario, seed, speed, sourceId, open, invocation })
      if (exitCode !== EXIT.ok) worst = exitCode
    }
    return worst
  },
}

const find = (name: string): Scenario => {
  const found = scenarios.find((scenario) => scenario.name === name)
  if (found !== undefined) return found
  const names = scenarios.map((scenario) => scenario.name)
  const meant = nearestWord(name, names)
  const hint = meant === undefined ? `they are ${names.join(', ')}` : `did you mean ${meant}?`
  throw new UsageError(`there is no scenario ${JSON.stringify(name)}`, { hint })
}

const list = async ({ args, terminal }: Invocation): Promise<ExitCode> => {
  const nameWidth = Math.max(...scenarios.map(({ name }) => name.length))
  for (const { name, summary, durationMs, observationCount } of scenarios) {
    const line = `${name.padEnd(nameWidth)}  ${`${Math.round(durationMs / 1_000)} s`.padStart(6)}  ${summary}`
    if (args.has('json')) await terminal.print(JSON.stringify({ name, summary, durationMs, observationCount }))
    else for (const part of wrapWords(line, terminal.width, '    ')) await terminal.print(part)
  }
  if (!args.has('json') && !args.has('list')) terminal.say('Play one with: landfall simulate inbound')
  return EXIT.ok
}
