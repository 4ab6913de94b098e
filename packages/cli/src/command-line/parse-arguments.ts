import { type ParseArgsOptionsConfig, parseArgs } from 'node:util'
import type { OptionSpec } from './command.ts'
import { UsageError } from './command-error.ts'
import { nearestWord } from './nearest-word.ts'

/** A parsed command line. What asks for a value that does not fit throws a UsageError that names flag and value. */
export type Arguments = {
  readonly operands: readonly string[]
  readonly has: (flag: string) => boolean
  readonly text: (flag: string) => string | undefined
  readonly number: (flag: string, range: Range) => number | undefined
  readonly oneOf: <T extends string>(flag: string, allowed: readonly T[]) => T | undefined
  /** Comma separated, the flag may also be repeated. */
  readonly list: (flag: string) => readonly string[] | undefined
}

type Range = { readonly min: number; readonly max: number; readonly whole?: boolean }

// parseArgs takes `-176.5` for a bundle of switches; an operand that is a number is hidden from it.
const HIDE = '\u0000'
const NUMBER = /^-\.?\d/

export const parseArguments = (argv: readonly string[], specs: readonly OptionSpec[]): Arguments => {
  const options: ParseArgsOptionsConfig = {}
  for (const { flag, short, value } of specs) {
    options[flag] = { type: value === undefined ? 'boolean' : 'string', ...(short === undefined ? {} : { short }) }
  }
  const args = argv.map((arg) => (NUMBER.test(arg) ? HIDE + arg : arg))
  const { tokens } = parseArgs({ args, options, strict: false, allowPositionals: true, tokens: true })
  const values = new Map<string, string[]>()
  const operands: string[] = []
  for (const token of tokens) {
    if (token.kind === 'positional') operands.push(show(token.value))
    if (token.kind === 'option') {
      const value = readValue(token, specs)
      values.set(token.name, [...(values.get(token.name) ?? []), value])
    }
  }
  return readable(operands, values)
}

type OptionToken = { readonly name: string; readonly rawName: string; readonly value?: string | undefined }
type Token = OptionToken & { readonly inlineValue?: boolean | undefined }

const readValue = ({ name, rawName, value, inlineValue }: Token, specs: readonly OptionSpec[]): string => {
  const spec = specs.find(({ flag }) => flag === name)
  if (spec === undefined) {
    const meant = nearestWord(
      name,
      specs.map(({ flag }) => flag),
    )
    throw new UsageError(
      `unknown option ${show(rawName)}`,
      meant === undefined ? {} : { hint: `did you mean --${meant}?` },
    )
  }
  if (spec.value === undefined) {
    if (value === undefined) return ''
    throw new UsageError(`--${name} takes no value, ${JSON.stringify(show(value))} was given`)
  }
  // A switch or another option in the place of the value is a value that was left out.
  const forgotten = value === undefined || (inlineValue !== true && /^-./.test(value))
  if (forgotten) throw new UsageError(`--${name} needs a value: --${name} ${spec.value}`)
  return show(value)
}

const show = (text: string): string => text.replaceAll(HIDE, '')

const readable = (operands: readonly string[], values: ReadonlyMap<string, readonly string[]>): Arguments => {
  const text = (flag: string): string | undefined => values.get(flag)?.at(-1)
  return {
    operands,
    has: (flag) => values.has(flag),
    text,
    number: (flag, range) => {
      const given = text(flag)
      return given === undefined ? undefined : readNumber(`--${flag}`, given, range)
    },
    oneOf: (flag, allowed) => {
      const given = text(flag)
      if (given === undefined) return undefined
      const found = allowed.find((one) => one === given)
      if (found !== undefined) return found
      const meant = nearestWord(given, allowed)
      const details = meant === undefined ? {} : { hint: `did you mean ${meant}?` }
      throw new UsageError(`--${flag} ${given}: must be one of ${allowed.join(', ')}`, details)
    },
    list: (flag) => {
      const all = values.get(flag)?.flatMap((given) => given.split(','))
      return all?.map((one) => one.trim()).filter((one) => one !== '')
    },
  }
}

/** Throws a UsageError that begins with `name` and the value. */
export const readNumber = (name: string, given: string, { min, max, whole = false }: Range): number => {
  const number = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(given) ? Number(given) : Number.NaN
  const fits = number >= min && number <= max && (!whole || Number.isInteger(number))
  if (fits) return number
  const kind = whole ? 'a whole number' : 'a number'
  throw new UsageError(`${name} ${given}: must be ${kind} from ${min} to ${max}`)
}
