import { SourceRecord } from '@landfall/contracts'

export const readBeat = (value: { toString(): string } | null): SourceRecord | undefined => {
  try {
    return SourceRecord.safeParse(JSON.parse(String(value))).data
  } catch {
    return undefined
  }
}
