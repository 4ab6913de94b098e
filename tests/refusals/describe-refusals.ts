import { describe, expect, test } from 'vitest'

/** One input that is refused, and what its refusal must say. */
export type RefusalRow = {
  /** What was sent, typed or set. */
  readonly input: string
  /** Calls the product with it, and returns what it answers. */
  readonly refuse: () => string | Promise<string>
  readonly field: string
  /** As it is shown; null where nothing was given, or where it is a secret. */
  readonly value: string | null
  /** What to do instead. */
  readonly remedy: string
}

/** A test a row: the words that the product has for an input name the field, the value and the remedy. */
export const describeRefusals = (who: string, rows: readonly RefusalRow[]): void => {
  describe(who, () => {
    test.each(rows)('$input', async ({ refuse, field, value, remedy }) => {
      const words = await refuse()
      expect(words).toContain(field)
      if (value !== null) expect(words).toContain(value)
      expect(words).toContain(remedy)
    })
  })
}

export const refusalRow = (
  input: string,
  refuse: RefusalRow['refuse'],
  field: string,
  value: string | null,
  remedy: string,
): RefusalRow => ({ input, refuse, field, value, remedy })
