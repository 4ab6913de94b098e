import { isUtf8 } from 'node:buffer'
import type { DocumentBudget } from './create-document-budget.ts'
import { createNdjsonLineSplitter, parseNdjsonLine, type ReceivedRecord } from './create-ndjson-line-splitter.ts'
import type { HttpLimits } from './http-limits.ts'
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
  for await (const bytes of body) yield splitter.push(bytes).map((line) => parseNdjsonLine(line, lineBytesMax))
  yield splitter.end().map((line) => parseNdjsonLine(line, lineBytesMax))
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

const LINE_FEED = 10
const OPENING_BRACE = 0x7b
const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf] as const

/**
 * Whether a body with this beginning is NDJSON (its first line is a whole object) or one JSON document; `unknown` while the
 * first line is incomplete.
 */
export const detectBodyForm = (head: Buffer, lineBytesMax: number): 'lines' | 'document' | 'unknown' => {
  const from = firstNonBlank(head)
  if (from === head.length) return 'unknown'
  if (head[from] !== OPENING_BRACE) return 'document'
  const end = head.indexOf(LINE_FEED, from)
  if (end === -1) return head.length - from > lineBytesMax ? 'document' : 'unknown'
  return isWhole(head.subarray(from, end)) ? 'lines' : 'document'
}

const firstNonBlank = (head: Buffer): number => {
  let index = BYTE_ORDER_MARK.every((byte, n) => head[n] === byte) ? BYTE_ORDER_MARK.length : 0
  while (index < head.length && isBlank(head[index])) index += 1
  return index
}

const isBlank = (byte: number | undefined): boolean => byte === 0x20 || byte === 0x09 || byte === 0x0a || byte === 0x0d

const isWhole = (line: Buffer): boolean => {
  if (!isUtf8(line)) return false
  try {
    JSON.parse(line.toString())
    return true
  } catch {
    return false
  }
}

/** The records of one JSON document: those of an array, or the document itself. Throws Refused if it is not JSON. */
const parseDocument = (bytes: Buffer): readonly ReceivedRecord[] => {
  if (!isUtf8(bytes)) throw notJson('it has bytes that are not UTF-8')
  const text = new TextDecoder().decode(bytes) // Drops a byte order mark.
  if (text.trim() === '') throw notJson('it is empty')
  const value = parse(text)
  return Array.isArray(value) ? value.map(toRecord) : [{ kind: 'value', value, text }]
}

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw notJson((error as SyntaxError).message, error)
  }
}

const toRecord = (value: unknown): ReceivedRecord => ({ kind: 'value', value })

const notJson = (what: string, cause?: unknown): Refused =>
  new Refused(
    400,
    'not-json',
    `the body is not JSON: ${what} (lines of JSON are read one by one as application/x-ndjson)`,
    { cause },
  )
