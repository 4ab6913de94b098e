import { seeded } from '@landfall/testkit'
import { checksum } from './write-payload.ts'

const ALPHABET = '0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVW`abcdefghijklmnopqrstuvw'
// After the first, for messages of 96, 160, 168, 312, 360 and 424 bits.
const USUAL_CHARACTERS = [15, 26, 27, 51, 59, 70]
const CHECKSUM = /\*[0-9A-Fa-f]{2}/

/** Returns a function that damages valid sentences: changed, cut, torn and glued, filled with noise, with prefixes and suffixes of loggers; most with a valid checksum. */
export const createMutator = (lines: readonly string[], seed: number) => {
  const random = seeded(seed)
  const below = (limit: number) => Math.floor(random() * limit)
  const pick = (): string => lines[below(lines.length)] ?? ''
  const byte = () => String.fromCharCode(random() < 0.8 ? 0x20 + below(0x60) : below(256))

  const change = (line: string): string => {
    const index = below(line.length + 1)
    return line.slice(0, index) + byte() + line.slice(index + 1)
  }
  const noisePayload = (line: string): string => {
    const fields = line.split(',')
    const characters = random() < 0.5 ? below(75) : USUAL_CHARACTERS[below(USUAL_CHARACTERS.length)]
    const noise = Array.from({ length: characters ?? 0 }, () => ALPHABET[below(64)]).join('')
    // The first character is the type. It stays in the range that exists, or nearly all would be refused there.
    const type = String.fromCharCode(48 + 1 + below(27))
    return [...fields.slice(0, -2), type + noise, `${below(6)}*00`].join(',')
  }
  /** One field in place of another, of this line or of any. */
  const changeField = (line: string): string => {
    const fields = line.split(',')
    const others = (random() < 0.5 ? line : pick()).split(',')
    const other = others[below(others.length)] ?? ''
    fields[below(fields.length)] = random() < 0.3 ? `${below(10_000) / 10}` : random() < 0.3 ? '' : other
    return fields.join(',')
  }
  const prefixes = [
    () => `${new Date(below(2 ** 31) * 1_000).toISOString()} `,
    () => `[${below(2 ** 31)}] `,
    () => `${below(2 ** 31)};${byte()};`,
    () => Array.from({ length: below(8) }, byte).join(''),
  ]
  const suffixes = [
    () => `,r00366${below(10_000)},${below(2 ** 31)}`,
    () =>
      `,s${below(99)},d-${below(99)},t${100_000 + below(140_000)}.5,T${below(70)},${below(2 ** 31)},${below(2 ** 31)}`,
    () => Array.from({ length: below(12) }, () => `,${byte()}${below(99)}`).join(''),
  ]
  const oneOf = (made: readonly (() => string)[]): string => made[below(made.length)]?.() ?? ''
  const mutations: readonly ((line: string) => string)[] = [
    (line) => line,
    change,
    (line) => change(change(change(line))),
    (line) => line.slice(0, below(line.length + 1)),
    (line) => line.slice(below(line.length + 1)),
    (line) => line.slice(0, below(line.length + 1)) + pick().slice(below(40)),
    (line) => line + pick(),
    (line) => line.slice(0, -below(30)) + line.slice(-3),
    (line) => `\\c:${below(2 ** 31)},s:${byte()}*${below(90) + 10}\\${line}`,
    (line) => `${line},${below(2 ** 31)}`,
    changeField,
    (line) => changeField(changeField(line)),
    (line) => oneOf(prefixes) + line,
    (line) => line + oneOf(suffixes),
    (line) => oneOf(prefixes) + line + oneOf(suffixes) + pick() + pick(),
    noisePayload,
    noisePayload,
    noisePayload,
    () => Array.from({ length: below(90) }, byte).join(''),
  ]

  return (): string => {
    const mutation = mutations[below(mutations.length)]
    const line = mutation === undefined ? '' : mutation(pick())
    return random() < 0.6 ? withRightChecksum(line) : line
  }
}

const withRightChecksum = (line: string): string => {
  const begin = line.search(/[!$]/)
  const star = line.slice(begin).search(CHECKSUM)
  if (begin < 0 || star < 0) return line
  const body = line.slice(begin + 1, begin + star)
  return `${line.slice(0, begin + 1)}${body}*${checksum(body)}${line.slice(begin + star + 3)}`
}
