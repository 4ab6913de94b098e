import { z } from 'zod'

export type ParsedJson<T> =
  | { readonly ok: true; readonly value: T }
  /** `reason`: what is wrong, field by field. */
  | { readonly ok: false; readonly reason: string }

/**
 * Parses the value of a record. Null, as in a tombstone, is refused like text that is not JSON, breaks the schema, or has a fault
 * that `faultOf` finds. Never throws.
 */
export const parseJson = <Schema extends z.ZodType>(
  schema: Schema,
  text: string | null,
  faultOf: (json: unknown) => string | null = () => null,
): ParsedJson<z.output<Schema>> => {
  if (text === null) return { ok: false, reason: 'no value' }
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch (error) {
    return { ok: false, reason: `not JSON: ${String(error)}` }
  }
  const fault = faultOf(json)
  if (fault !== null) return { ok: false, reason: fault }
  const parsed = schema.safeParse(json)
  return parsed.success ? { ok: true, value: parsed.data } : { ok: false, reason: z.prettifyError(parsed.error) }
}
