import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { type ActionName, AlertView, formatWireTime, parseWireTime } from '@landfall/contracts'
import type { CommandDefinition, Invocation, OptionSpec } from '../../command-line/command-definition.ts'
import { CommandError, UsageError } from '../../command-line/command-error.ts'
import { EXIT } from '../../command-line/exit-code.ts'
import type { Arguments } from '../../command-line/read-arguments.ts'
import { askSpec } from '../../rest/access-headers.ts'
import { askJson } from '../../rest/ask-service.ts'
import { fetchAlert } from '../../rest/fetch-alert.ts'
import { serviceUrl } from '../../rest/service-url.ts'
import { describeAlert } from '../../watch/describe-alert.ts'
import { commonOptions } from '../common-options.ts'

const NOTE: OptionSpec = { flag: 'note', value: 'TEXT', help: 'what to write beside it' }
const VERSION: OptionSpec = {
  flag: 'version',
  value: 'N',
  help: 'the version you looked at: refused when the alert has moved on [the newest]',
}
const COMMON: readonly OptionSpec[] = [VERSION, commonOptions.alertUrl, commonOptions.tokenFile, commonOptions.json]

/** A command for an operator’s action; they differ in name and in what goes along. */
const actionCommand = (
  action: ActionName,
  given: Pick<CommandDefinition, 'usage' | 'options' | 'details' | 'examples'>,
  read: (args: Arguments) => { readonly note?: string; readonly until?: string },
): CommandDefinition => ({
  ...given,
  operands: action === 'note' ? '<ID> [TEXT]' : '<ID>',
  options: [...given.options, ...COMMON],
  run: async (invocation) => {
    const { args, terminal } = invocation
    const extra = read(args)
    const version = args.number('version', { min: 1, max: 1_000_000_000, whole: true })
    const alertId = args.operands[0] ?? ''
    const expectedVersion = version ?? (await fetchAlert(invocation, alertId)).version
    const alert = await act(invocation, alertId, { action, expectedVersion, actionId: randomUUID(), ...extra })
    await terminal.print(args.has('json') ? JSON.stringify(alert) : describeAlert(alert, terminal.style))
    return EXIT.ok
  },
})

const TRIES_MAX = 5
const RETRY_MS = 1_000

/** Retried with the same id while it is unknown whether it took effect, so that it is done once. */
const act = async (invocation: Invocation, alertId: string, body: object): Promise<AlertView> => {
  const url = new URL(`/v1/alerts/${encodeURIComponent(alertId)}/actions`, serviceUrl('alert', invocation))
  const spec = { ...(await askSpec(invocation)), body }
  for (let tries = 1; ; tries++) {
    try {
      return AlertView.parse(await askJson(url, spec))
    } catch (error) {
      const isAway = error instanceof CommandError && error.exitCode === EXIT.unavailable
      if (!isAway || tries === TRIES_MAX) throw error
      await sleep(RETRY_MS, undefined, { signal: invocation.signal })
    }
  }
}

const noteOf = (args: Arguments) => {
  const note = args.text('note')
  return note === undefined ? {} : { note }
}

const example = (line: string, description: string) => ({ line, description })
const ID = 'nz-20261123-7f3a9c1e'

const acknowledge = actionCommand(
  'acknowledge',
  {
    options: [NOTE],
    examples: [example(`landfall ack ${ID} --note "P-8 tasked"`, 'I have seen it')],
  },
  noteOf,
)

const silence = actionCommand(
  'silence',
  {
    usage: 'ID --for DURATION|--until TIME [options]',
    options: [
      { flag: 'for', value: 'DURATION', help: 'how long, as 90s, 30m or 2h' },
      { flag: 'until', value: 'TIME', help: 'until when, as 2026-11-23T10:00:00Z' },
      NOTE,
    ],
    details: 'Silence has an end, and never silences a higher severity.',
    examples: [example(`landfall silence ${ID} --for 30m`, 'quiet for half an hour')],
  },
  (args) => ({ until: readEnd(args), ...noteOf(args) }),
)

const unsilence = actionCommand(
  'unsilence',
  { options: [NOTE], examples: [example(`landfall unsilence ${ID}`, 'let it sound again')] },
  noteOf,
)

const note = actionCommand(
  'note',
  {
    options: [],
    examples: [example(`landfall note ${ID} "Police at Karekare at 10:20"`, 'write it down')],
  },
  (args) => {
    const text = args.operands[1]?.trim() ?? ''
    if (text === '') throw new UsageError('the text of the note is missing', { hint: 'usage: landfall note ID TEXT' })
    return { note: text }
  },
)

const close = actionCommand(
  'close',
  {
    options: [NOTE],
    examples: [example(`landfall close ${ID} --note "handed to police"`, 'nothing is left to do')],
  },
  noteOf,
)

const reopen = actionCommand(
  'reopen',
  { options: [NOTE], examples: [example(`landfall reopen ${ID}`, 'it was closed too early')] },
  noteOf,
)

/** The commands by which operators act on an alert. */
export const actionCommands = { acknowledge, silence, unsilence, note, close, reopen } satisfies Record<
  ActionName,
  CommandDefinition
>

const UNIT_MS: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000 }

const readEnd = (args: Arguments): string => {
  const [duration, until] = [args.text('for'), args.text('until')]
  if ((duration === undefined) === (until === undefined)) {
    throw new UsageError('a silence must have one end: --for DURATION or --until TIME')
  }
  if (duration !== undefined) {
    const [, amount, unit = ''] = /^(\d{1,6})([smh])$/.exec(duration) ?? []
    if (amount === undefined) throw new UsageError(`--for ${duration}: must be a duration, as 90s, 30m or 2h`)
    return formatWireTime(Date.now() + Number(amount) * (UNIT_MS[unit] ?? 0))
  }
  const untilMs = parseWireTime(until ?? '')
  if (Number.isNaN(untilMs)) throw new UsageError(`--until ${until}: must be a time in UTC, as 2026-11-23T10:00:00Z`)
  return formatWireTime(untilMs)
}
