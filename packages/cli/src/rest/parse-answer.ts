import type { z } from 'zod'
import { CommandError } from '../command-line/command-error.ts'
import { EXIT } from '../command-line/exit-code.ts'

/** Throws a CommandError when the answer does not look like the alert service’s. */
export const parseAnswer = <Schema extends z.ZodType>(schema: Schema, body: unknown): z.output<Schema> => {
  const parsed = schema.safeParse(body)
  if (parsed.success) return parsed.data
  throw new CommandError(EXIT.unavailable, 'the answer is not what an alert service gives; is --url right?', {
    cause: parsed.error,
  })
}
