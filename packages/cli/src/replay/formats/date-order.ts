import { parseWireTime } from '@landfall/contracts'

const SLASHED = /^(\d\d?)\/(\d\d?)\/(\d{4})[T ]+(\d\d?):(\d\d)(?::(\d\d))?$/

/** Which of the two numbers of `03/01/2022` is the day. */
export type DateOrder = 'day-first' | 'month-first'

/** `31/12/2015 23:59:59` by the order given, UTC. NaN for anything else. */
export const slashedTimeMs = (text: string, order: DateOrder): number => {
  const [, first = '', second = '', year, hour = '', minute, seconds = '00'] = SLASHED.exec(text) ?? []
  if (year === undefined) return Number.NaN
  const [day, month] = order === 'day-first' ? [first, second] : [second, first]
  const two = (digits: string) => digits.padStart(2, '0')
  return parseWireTime(`${year}-${two(month)}-${two(day)}T${two(hour)}:${minute}:${seconds}Z`)
}

/** What a time says about the order of its date: an order, null where both are possible, undefined where it has no slashes. */
export const dateOrderOf = (text: string): DateOrder | null | undefined => {
  const [, first, second] = SLASHED.exec(text) ?? []
  if (first === undefined) return undefined
  if (Number(first) > 12) return 'day-first'
  return Number(second) > 12 ? 'month-first' : null
}
