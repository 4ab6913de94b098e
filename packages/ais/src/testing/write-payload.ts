/** One field of a message: its value, and how many bits it takes. Text takes six a character. */
export type Field = readonly [value: number | string, bits: number]

export type Payload = { readonly payload: string; readonly fillBits: number }

/** Encodes fields, one after the other, as an armoured payload: the inverse of the decoder, for tests. */
export const writePayload = (...fields: readonly Field[]): Payload => {
  const written = fields.map(([value, bits]) =>
    typeof value === 'string' ? letters(value, bits) : digits(value, bits),
  )
  const bits = written.join('')
  const fillBits = (6 - (bits.length % 6)) % 6
  return { payload: armour(bits + '0'.repeat(fillBits)), fillBits }
}

/** A whole sentence with its checksum, around any payload. */
export const writeSentence = ({ payload, fillBits }: Payload, head = 'AIVDM,1,1,,A'): string => {
  const body = `${head},${payload},${fillBits}`
  return `!${body}*${checksum(body)}`
}

export const checksum = (body: string): string =>
  [...body]
    .reduce((sum, one) => sum ^ one.charCodeAt(0), 0)
    .toString(16)
    .toUpperCase()
    .padStart(2, '0')

const digits = (value: number, bits: number): string =>
  (value < 0 ? 2 ** bits + value : value).toString(2).padStart(bits, '0').slice(-bits)

const letters = (text: string, bits: number): string =>
  [...text.padEnd(Math.floor(bits / 6), '@')]
    .map((one) => digits(one.charCodeAt(0) % 64, 6))
    .join('')
    .slice(0, bits)

const armour = (bits: string): string =>
  (bits.match(/.{6}/g) ?? [])
    .map((six) => Number.parseInt(six, 2))
    .map((value) => String.fromCharCode(value + (value < 40 ? 48 : 56)))
    .join('')
