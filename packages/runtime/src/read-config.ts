import type { z } from 'zod'
import { hidePassword } from './hide-password.ts'
import { isLandfallError, LandfallError } from './landfall-error.ts'

type Env = Readonly<Record<string, string | undefined>>

/** EX_CONFIG of sysexits.h: "something was found in an unconfigured or misconfigured state". */
const EXIT_CODE_CONFIG = 78

/** Reads the whole configuration at once. Throws LF_CONFIG_INVALID with every mistake in one message. */
export const readConfig = <Schema extends z.ZodType>(schema: Schema, env: Env): Readonly<z.infer<Schema>> => {
  const parsed = schema.safeParse(env)
  if (parsed.success) return Object.freeze(parsed.data)
  const mistakes = parsed.error.issues.map((issue) => describeIssue(issue, env))
  throw new LandfallError('LF_CONFIG_INVALID', `The configuration cannot be used:\n${mistakes.join('\n')}`, {
    retryable: false,
    cause: parsed.error,
  })
}

/** For `main.ts`: writes the mistakes to stderr, without a stack, and exits with code 78. */
export const readConfigOrExit = <Schema extends z.ZodType>(schema: Schema, env: Env): Readonly<z.infer<Schema>> => {
  try {
    return readConfig(schema, env)
  } catch (error) {
    if (!isLandfallError(error, 'LF_CONFIG_INVALID')) throw error
    process.stderr.write(`${error.message}\n`)
    return process.exit(EXIT_CODE_CONFIG)
  }
}

const describeIssue = (issue: z.core.$ZodIssue, env: Env): string => {
  const name = issue.path.join('.')
  const given = env[String(issue.path[0])]
  return `  ${name || '(all)'}: ${issue.message}${given === undefined ? ' (not set)' : ` (given: ${hidePassword(JSON.stringify(given))})`}`
}
