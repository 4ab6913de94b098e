import { UsageError } from './command-error.ts'
import { nearestWord } from './nearest-word.ts'

/** A parsed command line. Asking for a value that does not fit throws a UsageError that names flag and value. */
export type Arguments = {
  readonly operands: readonly string[]
  readonly has: (flag: string) => boolean
  /** The last one given. */
  readonly text: (flag: string) => string | undefined
  readonly number: (flag: string, range: NumberRange) => number | undefined
  readonly oneOf: <T extends string>(flag: string, allowed: readonly T[]) => T | undefined
  /** Comma separated, the flag may also be repeated. */
  readonly list: (flag: string) => readonly string[] | undefined
}

type NumberRange = { readonly min: number; readonly max: number; readonly whole?: boolean }

/** `values` holds every value given for a flag, in order; a switch that is set has none. */
export const readArguments = (
  operands: readonly string[],
  values: ReadonlyMap<string, readonly string[]>,
): Arguments => {
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
export const readNumber = (name: string, given: string, { min, max, whole = false }: NumberRange): number => {
  const number = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(given) ? Number(given) : Number.NaN
  const fits = number >= min && number <= max && (!whole || Number.isInteger(number))
  if (fits) return number
  const kind = whole ? 'a whole number' : 'a number'
  throw new UsageError(`${name} ${given}: must be ${kind} from ${min} to ${max}`)
}
