import { type ActionName, CloseReason, formatWireTime, parseWireTime } from '@landfall/contracts'
import type { CommandDefinition, OptionSpec } from '../../command-line/command-definition.ts'
import { UsageError } from '../../command-line/command-error.ts'
import type { Arguments } from '../../command-line/read-arguments.ts'
import { type ActionExtra, actionCommand } from './action-command.ts'
import { completeClosing } from './complete-closing.ts'

const NOTE: OptionSpec = { flag: 'note', value: 'TEXT', help: 'what to write beside it' }
const noteOf = (args: Arguments): ActionExtra => {
  const note = args.text('note')
  return note === undefined ? {} : { note }
}

const example = (line: string, description: string) => ({ line, description })
const ID = 'nz-20261123-7f3a9c1e'

const acknowledge = actionCommand('acknowledge', {
  options: [NOTE],
  examples: [example(`landfall ack ${ID} --note "P-8 tasked"`, 'I have seen it')],
  read: noteOf,
})

const silence = actionCommand('silence', {
  usage: 'ID --for DURATION|--until TIME [options]',
  options: [
    { flag: 'for', value: 'DURATION', help: 'how long, as 90s, 30m or 2h' },
    { flag: 'until', value: 'TIME', help: 'until when, as 2026-11-23T10:00:00Z' },
    NOTE,
  ],
  details: 'Silence has an end, and never silences a higher severity.',
  examples: [example(`landfall silence ${ID} --for 30m`, 'quiet for half an hour')],
  read: (args) => ({ until: readEnd(args), ...noteOf(args) }),
})

const unsilence = actionCommand('unsilence', {
  options: [NOTE],
  examples: [example(`landfall unsilence ${ID}`, 'let it sound again')],
  read: noteOf,
})

const note = actionCommand('note', {
  operands: '<ID> [TEXT]',
  options: [],
  examples: [example(`landfall note ${ID} "Police at Karekare at 10:20"`, 'write it down')],
  read: (args) => {
    const text = args.operands[1]?.trim() ?? ''
    if (text === '') throw new UsageError('the text of the note is missing', { hint: 'usage: landfall note ID TEXT' })
    return { note: text }
  },
})

const close = actionCommand('close', {
  options: [
    { flag: 'reason', value: 'WORD', help: `why: ${CloseReason.options.join(', ')}` },
    { flag: 'duplicate-of', value: 'ID', help: 'the alert that it repeats; the reason is then duplicate' },
    { flag: 'handed-to', value: 'WHO', help: 'who goes on with it; the reason is then handed-over' },
    { ...NOTE, help: 'what happened, in a sentence; a real alarm needs one' },
  ],
  details: 'At a terminal it asks for what is missing.',
  examples: [
    example(`landfall close ${ID}`, 'asks why'),
    example(`landfall close ${ID} --handed-to Police --note "All 46 ashore"`, 'others go on with it'),
  ],
  read: (args) => {
    const [duplicateOf, handedTo] = [args.text('duplicate-of'), args.text('handed-to')]
    const implied = duplicateOf === undefined ? (handedTo === undefined ? undefined : 'handed-over') : 'duplicate'
    const reason = args.oneOf('reason', CloseReason.options) ?? implied
    return {
      ...noteOf(args),
      ...(reason !== undefined && { reason }),
      ...(duplicateOf !== undefined && { duplicateOf }),
      ...(handedTo !== undefined && { handedTo }),
    }
  },
  complete: completeClosing,
})

const itemOf = (args: Arguments): ActionExtra => ({ item: args.operands[1] ?? '' })

const tick = actionCommand('tick', {
  operands: '<ID> <ITEM>',
  options: [],
  details: 'landfall checklist ID lists the items.',
  examples: [example(`landfall tick ${ID} rescue`, 'rescue co-ordination has been alerted')],
  read: itemOf,
})

const untick = actionCommand('untick', {
  operands: '<ID> <ITEM>',
  options: [],
  examples: [example(`landfall untick ${ID} rescue`, 'it was ticked by mistake')],
  read: itemOf,
})

const reopen = actionCommand('reopen', {
  options: [NOTE],
  examples: [example(`landfall reopen ${ID}`, 'it was closed too early')],
  read: noteOf,
})

/** The commands by which operators act on an alert. */
export const actionCommands = { acknowledge, silence, unsilence, note, close, reopen, tick, untick } satisfies Record<
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
