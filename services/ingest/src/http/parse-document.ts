import { isUtf8 } from 'node:buffer'
import type { ReceivedRecord } from './create-ndjson-line-splitter.ts'
import { Refused } from './refused.ts'

/** The records of one JSON document: those of an array, or the document itself. Throws Refused if it is not JSON. */
export const parseDocument = (bytes: Buffer): readonly ReceivedRecord[] => {
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
