import type { DocumentBudget } from './create-document-budget.ts'
import { createNdjsonLineSplitter, parseNdjsonLine, type ReceivedRecord } from './create-ndjson-line-splitter.ts'
import { detectBodyForm } from './detect-body-form.ts'
import type { HttpLimits } from './http-limits.ts'
import { parseDocument } from './parse-document.ts'
import { Refused, tooLarge } from './refused.ts'

export type RecordsSpec = {
  /** `lines` if the content type says so; else the body itself decides. */
  readonly form: 'lines' | 'any'
  readonly limits: HttpLimits
  readonly documents: DocumentBudget
}

type Bytes = AsyncIterable<Buffer, void>
type Chunks = AsyncGenerator<readonly ReceivedRecord[], void>

/**
 * The records of a body, in chunks, as they arrive: NDJSON is read line by line and never held. Throws Refused for a body
 * that is not JSON or too large, and after `recordsMax` records if there are more (an array that long is refused whole).
 */
export const readRecords = async function* (body: Bytes, spec: RecordsSpec): Chunks {
  const { recordsMax, chunkRecordsMax } = spec.limits
  let left = recordsMax
  for await (const records of spec.form === 'lines' ? readLines(body, spec.limits) : readAny(body, spec)) {
    const taken = records.slice(0, left)
    for (let start = 0; start < taken.length; start += chunkRecordsMax)
      yield taken.slice(start, start + chunkRecordsMax)
    left -= taken.length
    if (taken.length < records.length) throw tooManyRecords(recordsMax)
  }
}

const readLines = async function* (body: Bytes, { lineBytesMax }: HttpLimits): Chunks {
  const splitter = createNdjsonLineSplitter(lineBytesMax)
  for await (const bytes of body) yield splitter.push(bytes).map(parseNdjsonLine)
  yield splitter.end().map(parseNdjsonLine)
}

/** A body whose first line is whole JSON is NDJSON; any other is one document. */
const readAny = async function* (body: Bytes, spec: RecordsSpec): Chunks {
  const rest = body[Symbol.asyncIterator]()
  let head: Buffer = Buffer.alloc(0)
  try {
    for (;;) {
      const form = detectBodyForm(head, spec.limits.lineBytesMax)
      if (form === 'lines') return yield* readLines(startingWith(head, rest), spec.limits)
      const next = form === 'unknown' ? await rest.next() : undefined
      if (next === undefined || next.done) return yield* readDocument(startingWith(head, rest), spec)
      head = Buffer.concat([head, next.value])
    }
  } finally {
    await rest.return?.()
  }
}

const readDocument = async function* (body: Bytes, { limits, documents }: RecordsSpec): Chunks {
  const held = documents()
  try {
    const pieces: Buffer[] = []
    let bytes = 0
    for await (const piece of body) {
      bytes += piece.length
      if (bytes > limits.documentBytesMax) throw tooLarge(limits.documentBytesMax, 'one JSON document')
      held.grow(piece.length)
      pieces.push(piece)
    }
    const records = parseDocument(Buffer.concat(pieces))
    if (records.length > limits.recordsMax) throw tooManyRecords(limits.recordsMax)
    yield records
  } finally {
    held.release()
  }
}

const startingWith = async function* (head: Buffer, rest: AsyncIterator<Buffer, void>): AsyncGenerator<Buffer, void> {
  yield head
  for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value
}

const tooManyRecords = (recordsMax: number): Refused =>
  new Refused(413, 'too-many-records', `more than ${recordsMax} records in one request; send the rest in others`)
