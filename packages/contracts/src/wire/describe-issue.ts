import type { z } from 'zod'
import { escapeHidden } from './escape-hidden.ts'

/** Why an input is refused: the field, and a sentence with the field and the value. */
export type DescribedIssue = { readonly field: string | null; readonly reason: string }

const VALUE_CHARS_MAX = 60
const NAME_CHARS_MAX = 60
const ISSUES_MAX = 3

/**
 * For the sender of an invalid input: its first three faults, each as `field value: what it must be`. `field` is the path of
 * the first fault (`aboard.max`), null where the whole input is wrong. `what` names the whole: record, query, frame.
 */
export const describeIssue = (error: z.ZodError, input: unknown, what = 'record'): DescribedIssue => {
  const faults = error.issues.map((issue) => describeOne(issue, input, what))
  const more = faults.length - ISSUES_MAX
  const shown = faults.slice(0, ISSUES_MAX).map(({ reason }) => reason)
  return { field: faults[0]?.field ?? null, reason: [...shown, ...(more > 0 ? [`and ${more} more`] : [])].join('; ') }
}

/** A value as JSON, cut so that a hostile one cannot fill a log or a response. */
const showValue = (value: unknown): string => {
  if (typeof value === 'string') return shorten(JSON.stringify(value.slice(0, VALUE_CHARS_MAX + 1)))
  if (Array.isArray(value)) return `a list of ${value.length}`
  if (typeof value === 'object' && value !== null) return showObject(value)
  return String(value)
}

/** JSON.parse accepts any depth, but JSON.stringify overflows the stack on values nested too deeply. */
const showObject = (value: object): string => {
  try {
    return shorten(JSON.stringify(value))
  } catch {
    return 'an object'
  }
}

const describeOne = (issue: z.core.$ZodIssue, input: unknown, what: string): DescribedIssue => {
  if (issue.code === 'unrecognized_keys') return describeUnknown(issue, input, what)
  const field = issue.path.length === 0 ? null : shorten(issue.path.join('.'), NAME_CHARS_MAX)
  // What a schema has cut out of the input (an item of a list in a query) is not in the input by this path.
  const value = valueIn(input, issue.path) ?? issue.input
  if (value === undefined && field !== null) return { field, reason: `${field}: is missing, ${mustBe(issue, value)}` }
  return { field, reason: `${field ?? `the ${what}`} ${showValue(value)}: ${mustBe(issue, value)}` }
}

const describeUnknown = (issue: z.core.$ZodIssueUnrecognizedKeys, input: unknown, what: string): DescribedIssue => {
  const [first = ''] = issue.keys
  const field = shorten([...issue.path, first].join('.'), NAME_CHARS_MAX)
  const others = issue.keys.length > 1 ? ` (nor ${issue.keys.length - 1} more)` : ''
  return {
    field,
    reason: `${field} ${showValue(valueIn(input, [...issue.path, first]))}: is not a field of this ${what}${others}`,
  }
}

const mustBe = (issue: z.core.$ZodIssue, value: unknown): string => {
  switch (issue.code) {
    case 'too_big':
      return `must be at most ${issue.maximum}${unitOf(issue.origin, value)}`
    case 'too_small':
      return `must be at least ${issue.minimum}${unitOf(issue.origin, value)}`
    case 'invalid_type':
      return `must be ${issue.expected === 'int' ? 'a whole number' : article(issue.expected)}`
    case 'invalid_value':
      return `must be one of ${issue.values.join(', ')}`
    case 'invalid_union':
      return 'options' in issue && Array.isArray(issue.options)
        ? `must be one of ${issue.options.join(', ')}`
        : issue.message
    case 'custom':
    case 'invalid_format':
    case 'invalid_key':
    case 'invalid_element':
    case 'not_multiple_of':
    case 'unrecognized_keys':
      return issue.message
    default:
      return issue satisfies never
  }
}

const unitOf = (origin: string, value: unknown): string => {
  if (typeof value === 'string') return ` characters (${value.length} given)`
  return origin === 'array' ? ' items' : ''
}
const article = (noun: string): string => `${/^[aeiou]/.test(noun) ? 'an' : 'a'} ${noun}`
/** Hidden characters are shown as what they are: the reason reaches logs, terminals and the console. */
const shorten = (text: string, max = VALUE_CHARS_MAX): string => {
  const shown = escapeHidden(text)
  return shown.length > max ? `${shown.slice(0, max).toWellFormed()}…` : shown
}

const valueIn = (input: unknown, path: readonly PropertyKey[]): unknown => {
  let value = input
  for (const key of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined
    value = (value as Readonly<Record<PropertyKey, unknown>>)[key]
  }
  return value
}
