import { SourceBeat } from '@landfall/contracts'

export const readBeat = (value: { toString(): string } | null): SourceBeat | undefined => {
  try {
    return SourceBeat.safeParse(JSON.parse(String(value))).data
  } catch {
    return undefined
  }
}
