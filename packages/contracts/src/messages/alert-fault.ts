import { z } from 'zod'
import { parseWireTime } from '../wire/wire-time.ts'
import { type AlertKind, alertSchemas } from './alert.ts'

/** Nothing in an alert is nested deeper; what is could not be compared or written again. */
const DEPTH_MAX = 20

/**
 * Why a record of the alerts topic is not one that its readers can go on with, or null. A reader that takes it up would throw
 * at it at each start, and one that passes it on would stop others. Of a later version may be: fields, kinds, and words among
 * those of a field. Times are those that are called `…At`.
 */
export const alertFault = (json: unknown): string | null => {
  if (typeof json !== 'object' || json === null || !('kind' in json)) return 'no alert: it has no kind'
  const { kind } = json
  if (!isKind(kind)) return fieldFault(json, false)
  const parsed = alertSchemas[kind].safeParse(json)
  const issues = parsed.error?.issues.filter((issue) => !isOtherWord(issue, json)) ?? []
  return issues.length > 0 ? z.prettifyError(new z.ZodError(issues)) : fieldFault(json, true)
}

const isKind = (kind: unknown): kind is AlertKind => typeof kind === 'string' && Object.hasOwn(alertSchemas, kind)

const isOtherWord = ({ code, path }: z.core.$ZodIssue, json: object): boolean =>
  code === 'invalid_value' &&
  typeof path.reduce<unknown>((at, name) => Reflect.get(Object(at), name), json) === 'string'

const fieldFault = (value: unknown, isKnown: boolean, depth = 0): string | null => {
  if (typeof value !== 'object' || value === null) return null
  if (depth > DEPTH_MAX) return `nested deeper than ${DEPTH_MAX}`
  for (const [name, field] of Object.entries(value)) {
    const isNoTime = isKnown && typeof field === 'string' && name.endsWith('At') && Number.isNaN(parseWireTime(field))
    const fault = isNoTime ? `${name} is not a time` : fieldFault(field, isKnown, depth + 1)
    if (fault !== null) return fault
  }
  return null
}
