import { SourceRecord } from '@landfall/contracts'

/** One record of the sources topic; undefined where it is none. */
export const parseSourceRecord = (value: { toString(): string } | null): SourceRecord | undefined => {
  try {
    return SourceRecord.safeParse(JSON.parse(String(value))).data
  } catch {
    return undefined
  }
}
