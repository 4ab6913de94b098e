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
  const isMissing = given === undefined && issue.code === 'invalid_type'
  const message = isMissing ? `is not set; ${mustBe(issue)}` : mustBe(issue)
  if (isMissing) return `  ${name}: ${message}`
  return `  ${name || '(all)'}: ${message}${given === undefined ? ' (not set)' : ` (given: ${hidePassword(JSON.stringify(given))})`}`
}

const TYPES: Readonly<Record<string, string>> = { string: 'text', number: 'a number', int: 'a whole number' }

/** What a setting must be, in the words of whoever sets it. */
const mustBe = (issue: z.core.$ZodIssue): string => {
  switch (issue.code) {
    case 'invalid_type':
      return `must be ${TYPES[issue.expected] ?? issue.expected}`
    case 'invalid_value':
      return `must be ${issue.values.length === 1 ? '' : 'one of '}${issue.values.join(', ')}`
    case 'too_big':
      return issue.origin === 'string'
        ? `must have at most ${issue.maximum} characters`
        : `must be at most ${issue.maximum}`
    case 'too_small':
      return issue.origin === 'string' ? `must have at least ${issue.minimum} characters` : tooSmall(issue)
    case 'invalid_union':
      return issue.errors.length === 0 ? issue.message : issue.errors.map(firstOf).join(', or ')
    case 'invalid_format':
      return issue.format === 'url' ? 'must be a URL, as http://127.0.0.1:3001' : issue.message
    case 'custom':
    case 'invalid_key':
    case 'invalid_element':
    case 'not_multiple_of':
    case 'unrecognized_keys':
      return issue.message
    default:
      return issue satisfies never
  }
}

/** A list may say in its own words what it must have. */
const tooSmall = ({ origin, minimum, message }: z.core.$ZodIssueTooSmall): string =>
  origin === 'array' ? message : `must be at least ${minimum}`

const firstOf = ([issue]: readonly z.core.$ZodIssue[]): string => (issue === undefined ? '' : mustBe(issue))
