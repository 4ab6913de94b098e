import type { z } from 'zod'

const VALUE_CHARACTERS_MAX = 80
const MESSAGE_CHARACTERS_MAX = 1_000

/** What is wrong with what was given, field by field with the value; `whole` is what a fault of no single field is called. */
export const describeIssues = (error: z.ZodError, given: unknown, whole: string): string => {
  const faults = error.issues.map(({ path, message }) => `${path.join('.') || whole}: ${message}${showAt(given, path)}`)
  const message = faults.join('; ')
  return message.length <= MESSAGE_CHARACTERS_MAX ? message : `${message.slice(0, MESSAGE_CHARACTERS_MAX)} …`
}

const showAt = (given: unknown, path: readonly PropertyKey[]): string => {
  let value = given
  for (const key of path) value = (value as Readonly<Record<PropertyKey, unknown>> | undefined)?.[key]
  if (value === undefined || (typeof value === 'object' && path.length === 0)) return ''
  return ` (given: ${JSON.stringify(value).slice(0, VALUE_CHARACTERS_MAX)})`
}
