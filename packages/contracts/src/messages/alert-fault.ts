import { z } from 'zod'
import { parseWireTime } from '../wire/wire-time.ts'
import { type AlertKind, alertSchemas } from './alert.ts'
import { AlertHead } from './alert-head.ts'

/** Nothing in an alert is nested deeper; what is could not be compared or written again. */
const DEPTH_MAX = 20

/**
 * Why a record of the alerts topic is not one that its readers can go on with, or null. A reader that takes it up would throw
 * at it at each start, and one that passes it on would stop others. Of a later version may be: fields, kinds, and words among
 * those of a field, status and severity aside. Times are those that are called `…At`.
 */
export const alertFault = (json: unknown): string | null => {
  const kind = typeof json === 'object' && json !== null && 'kind' in json ? json.kind : undefined
  if (typeof json !== 'object' || json === null || typeof kind !== 'string') return 'no alert: it has no kind'
  if (!isKind(kind)) return fieldFault(json, false)
  const parsed = alertSchemas[kind].safeParse(json)
  const issues = parsed.error?.issues.filter((issue) => !isOtherWord(issue, json)) ?? []
  return issues.length > 0 ? z.prettifyError(new z.ZodError(issues)) : fieldFault(json, true)
}

const isKind = (kind: string): kind is AlertKind => Object.hasOwn(alertSchemas, kind)

const isOtherWord = ({ code, path }: z.core.$ZodIssue, json: object): boolean =>
  code === 'invalid_value' &&
  !(String(path[0]) in AlertHead.shape) && // All that passes alerts on goes by these.
  typeof path.reduce<unknown>((at, name) => Reflect.get(Object(at), name), json) === 'string'

/** Runs for each field of each version that is read, so it allocates nothing. */
const fieldFault = (value: unknown, isKnown: boolean, depth = 0): string | null => {
  if (typeof value !== 'object' || value === null) return null
  if (depth > DEPTH_MAX) return `nested deeper than ${DEPTH_MAX}`
  for (const name in value) {
    const field = (value as Readonly<Record<string, unknown>>)[name]
    if (typeof field === 'object') {
      const fault = fieldFault(field, isKnown, depth + 1)
      if (fault !== null) return fault
    } else if (isKnown && typeof field === 'string' && name.endsWith('At') && !isTime(field)) {
      return `${name} is not a time`
    }
  }
  return null
}

const WRITTEN_TIME = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{3}Z$/

/** Days 29 to 31 are left to the calendar. */
const isTime = (text: string): boolean => WRITTEN_TIME.test(text) || !Number.isNaN(parseWireTime(text))
