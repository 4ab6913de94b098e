import { SourceId } from '@landfall/contracts'
import type { OptionSpec } from '../../command-line/command-definition.ts'
import { UsageError } from '../../command-line/command-error.ts'
import type { Arguments } from '../../command-line/read-arguments.ts'
import { readNumber } from '../../command-line/read-arguments.ts'
import type { DateOrder } from '../../replay/formats/date-order.ts'
import { commonOptions } from '../common-options.ts'

const own = {
  source: { flag: 'source', value: 'ID', help: 'send all as this source: a token may be bound to one' },
  real: { flag: 'real', help: 'do not mark what is sent as an exercise' },
  dateOrder: {
    flag: 'date-order',
    value: 'dmy|mdy',
    help: 'of dates as 03/01/2022, where neither the heading nor another date of the file decides',
  },
  dryRun: { flag: 'dry-run', help: 'print what would be sent, and send nothing' },
} satisfies Readonly<Record<string, OptionSpec>>

const sending: readonly OptionSpec[] = [
  commonOptions.ingestUrl,
  commonOptions.tokenFile,
  own.source,
  own.dryRun,
  commonOptions.json,
]

/** Options of the commands that send observations, and of those of them that read files. */
export const feederOptions = { sending, ofFiles: [own.dateOrder, own.real, ...sending] }

const SPEED_MAX = 1_000_000

/** `max` is Infinity; undefined where nothing is given. */
export const readSpeed = (args: Arguments): number | undefined => {
  const given = args.text('speed')
  if (given === undefined) return undefined
  if (given === 'max') return Infinity
  if (!/^[\d.]/.test(given)) throw new UsageError(`--speed ${given}: must be a number above 0, or max`)
  const speed = readNumber('--speed', given.replace(/x$/, ''), { min: 0, max: SPEED_MAX })
  if (speed === 0) throw new UsageError('--speed 0: must be a number above 0, or max')
  return speed
}

export const readSourceId = (args: Arguments): string | null => {
  const given = args.text('source')
  if (given === undefined) return null
  const parsed = SourceId.safeParse(given)
  if (parsed.success) return parsed.data
  throw new UsageError(`--source ${given}: ${parsed.error.issues[0]?.message ?? 'is no source id'}`)
}

const DATE_ORDERS: Readonly<Record<string, DateOrder>> = { dmy: 'day-first', mdy: 'month-first' }

export const readDateOrder = (args: Arguments): DateOrder | undefined => {
  const given = args.text('date-order')
  if (given === undefined) return undefined
  const order = DATE_ORDERS[given]
  if (order === undefined) throw new UsageError(`--date-order ${given}: must be dmy (31/12/2022) or mdy (12/31/2022)`)
  return order
}
