import { parseWireTime } from '@landfall/contracts'

const ISO = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?) ?(Z|UTC|[+-]00:?00)?$/
const DAY_FIRST = /^(\d\d)\/(\d\d)\/(\d{4})[T ](\d\d:\d\d:\d\d)$/

/** `2022-01-03T00:00:00` or with a space; UTC where no zone is given. NaN for anything else. */
export const isoTimeMs = (text: string): number => {
  const [, date, time = ''] = ISO.exec(text) ?? []
  return date === undefined ? Number.NaN : parseWireTime(`${date}T${time.length === 5 ? `${time}:00` : time}Z`)
}

/** `31/12/2015 23:59:59`, the day first, UTC. NaN for anything else. */
export const dayFirstTimeMs = (text: string): number => {
  const [, day, month, year, time] = DAY_FIRST.exec(text) ?? []
  return day === undefined ? Number.NaN : parseWireTime(`${year}-${month}-${day}T${time}Z`)
}
