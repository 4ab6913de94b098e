/** Accounts for every row of a recording: read = accepted + refused + left out + without news + not yet answered. */
export type ReplayTally = {
  readonly read: number
  readonly accepted: number
  readonly refused: number
  /** By --from, --to or --box. */
  readonly leftOut: number
  /** Valid lines that say nothing about a craft. */
  readonly withoutNews: number
  readonly observations: number
  /** Lines that were not UTF-8 and were read as Windows-1252. */
  readonly windows1252: number
  /** Behind checksums of NMEA sentences, skipped. */
  readonly unknownFields: number
  readonly refusals: ReadonlyMap<string, RefusalCount>
  readonly nothings: ReadonlyMap<string, number>
}

export type RefusalCount = { readonly count: number; readonly example: string }

/** A row under way: settled when all its observations are. */
export type RowTag = { readonly line: number; left: number; refusal: string | null }

const CODES_MAX = 50

export const createReplayTally = (onRefused: (line: number, reason: string) => void) => {
  const counts = {
    read: 0,
    accepted: 0,
    refused: 0,
    leftOut: 0,
    withoutNews: 0,
    observations: 0,
    windows1252: 0,
    unknownFields: 0,
  }
  const refusals = new Map<string, RefusalCount>()
  const nothings = new Map<string, number>()

  const refuse = (line: number, code: string, reason: string): void => {
    counts.refused += 1
    const key = refusals.has(code) || refusals.size < CODES_MAX ? code : 'other'
    const before = refusals.get(key)
    refusals.set(key, { count: (before?.count ?? 0) + 1, example: before?.example ?? `line ${line}: ${reason}` })
    onRefused(line, reason)
  }

  return {
    readRow: (isWindows1252: boolean) => {
      counts.read += 1
      if (isWindows1252) counts.windows1252 += 1
    },
    leaveOut: () => {
      counts.leftOut += 1
    },
    nothing: (code: string) => {
      counts.withoutNews += 1
      nothings.set(code, (nothings.get(code) ?? 0) + 1)
    },
    skipFields: (fields: number) => {
      counts.unknownFields += fields
    },
    refuse,
    begin: (line: number, observations: number): RowTag => {
      counts.observations += observations
      return { line, left: observations, refusal: null }
    },
    settle: (tag: RowTag, refusal: string | null): void => {
      tag.left -= 1
      tag.refusal ??= refusal
      if (tag.left > 0) return
      if (tag.refusal === null) counts.accepted += 1
      // The service's reason begins with the field.
      else refuse(tag.line, /^[\w.]+/.exec(tag.refusal)?.[0] ?? 'refused', tag.refusal)
    },
    now: (): ReplayTally => ({ ...counts, refusals, nothings }),
  }
}
