import { type Field, type Payload, writePayload, writeSentence } from './write-payload.ts'

const ALL_TYPES_BITS: Readonly<Record<number, number>> = { 5: 424, 6: 168, 8: 360, 19: 312, 21: 300, 27: 96 }
const head = (type: number): readonly Field[] => [
  [type, 6],
  [0, 2],
  [512_000_000 + type, 30],
]

/** A valid sentence of each type, and of each message with persons: input for mutations where no recording is at hand. */
export const someSentences = (): readonly string[] => {
  const types = Array.from({ length: 27 }, (_, index) => index + 1).map((type) =>
    writePayload(...head(type), [0, (ALL_TYPES_BITS[type] ?? 168) - 38]),
  )
  const people: readonly Payload[] = [16, 24, 40].map((functionId) =>
    writePayload(...head(8), [0, 2], [1, 10], [functionId, 6], [42, 13], [0, 291]),
  )
  const inland = writePayload(...head(6), [0, 34], [200, 10], [55, 6], [4, 8], [120, 13], [3, 8], [0, 51])
  return [...types, ...people, inland].map((payload) => writeSentence(payload))
}
