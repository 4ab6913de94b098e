import type { AisMessage } from '../payload/ais-message.ts'

/** What AIS can say of a craft, as fields of a `craft` record. Absent: not sent. */
export type CraftFields = {
  readonly name?: string
  readonly callSign?: string
  readonly imo?: number
  readonly shipType?: number
  readonly lengthMetres?: number
}

type Given = Partial<
  Record<'imo' | 'shipType' | 'toBowMetres' | 'toSternMetres', number | undefined> &
    Record<'name' | 'callSign', string | undefined>
>

const SHIP_TYPE_MAX = 99
const LENGTH_METRES_MAX = 1_000

/** The static data of types 5, 19 and 24; empty for other messages. */
export const craftFieldsOf = (message: AisMessage): CraftFields =>
  message.kind === 'static-voyage' ||
  message.kind === 'class-b-extended' ||
  message.kind === 'static-a' ||
  message.kind === 'static-b'
    ? fieldsOf(message)
    : {}

const fieldsOf = ({ name, callSign, imo, shipType, toBowMetres, toSternMetres }: Given): CraftFields => {
  const lengthMetres = (toBowMetres ?? 0) + (toSternMetres ?? 0)
  return {
    ...label('name', name),
    ...label('callSign', callSign),
    // A number that fails its check digit is a mistake, or the MMSI typed in twice.
    ...(imo !== undefined && isImoNumber(imo) ? { imo } : {}),
    ...(shipType !== undefined && shipType <= SHIP_TYPE_MAX ? { shipType } : {}),
    ...(lengthMetres > 0 && lengthMetres <= LENGTH_METRES_MAX ? { lengthMetres } : {}),
  }
}

const label = (key: 'name' | 'callSign', given: string | undefined) => {
  const trimmed = given?.trim()
  return trimmed === undefined || trimmed === '' ? {} : { [key]: trimmed }
}

const WEIGHTS = [7, 6, 5, 4, 3, 2]

/** True of seven digits whose last is the check digit of the others (IMO Resolution A.1117(30)). */
export const isImoNumber = (imo: number): boolean => {
  if (!(imo >= 1_000_000 && imo <= 9_999_999)) return false
  const digits = String(imo)
  const sum = WEIGHTS.reduce((total, weight, index) => total + weight * Number(digits[index]), 0)
  return sum % 10 === Number(digits[6])
}
