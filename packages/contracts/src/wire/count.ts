import { z } from 'zod'

const PERSONS_MAX = 100_000
const persons = z.int().min(0).max(PERSONS_MAX)

/** How many people, as an interval. `max: null` is "or more". */
export const CountInterval = z.object({ min: persons, likely: persons, max: persons.nullable() })
export type CountInterval = Readonly<z.infer<typeof CountInterval>>

const givenInterval = z
  .strictObject({ min: persons, likely: persons.optional(), max: persons.nullable() })
  .refine(({ min, likely }) => likely === undefined || min <= likely, {
    path: ['likely'],
    error: 'must be at least min',
  })
  .refine(({ min, likely, max }) => max === null || (likely ?? min) <= max, {
    path: ['max'],
    error: 'must be at least min and likely',
  })

/** A count as a feeder sends it: a whole number from 0 to 100,000, or an interval with optional `likely`. */
export const Count = z
  .union([persons, givenInterval], { error: (issue) => describeCountFault(issue.input) })
  .transform(
    (given): CountInterval =>
      typeof given === 'number'
        ? { min: given, likely: given, max: given }
        : { min: given.min, likely: given.likely ?? given.min, max: given.max },
  )

const describeCountFault = (given: unknown): string => {
  const form =
    'must be a whole number from 0 to 100000, or {min, likely?, max} with min <= likely <= max (max null = "or more")'
  if (typeof given !== 'object' || given === null) return form
  const { error } = givenInterval.safeParse(given)
  const first = error?.issues[0]
  return first === undefined ? form : `${form}; ${first.path.join('.') || 'it'}: ${first.message}`
}
