import type { RecordOutcome } from '../domain/incoming.ts'
import type { ReceivedRecord } from './create-ndjson-line-splitter.ts'

export type RejectedItem = {
  /** 0-based index of the record in the body, blank lines not counted. */
  readonly index: number
  readonly line?: number
  readonly code: string
  readonly field: string | null
  readonly reason: string
}

/** The outcome of one request's records so far. */
export type RequestTally = {
  readonly accepted: number
  readonly rejected: readonly RejectedItem[]
  /** All records before this index are settled; resend from here. */
  readonly resendFrom: number
}

export const NOTHING_TAKEN: RequestTally = { accepted: 0, rejected: [], resendFrom: 0 }

type Settled = {
  readonly ok: true
  readonly accepted: number
  readonly rejected: readonly RejectedItem[]
  readonly next: number
}
type Failed = { readonly ok: false; readonly error: unknown; readonly first: number }

/** The chunks of one request in flight to Kafka: up to `chunksMax` at once, so that reading and sending overlap. */
export const createInFlightChunks = (
  accept: (records: readonly ReceivedRecord[]) => Promise<readonly RecordOutcome[]>,
  chunksMax: number,
) => {
  const all: Promise<Settled | Failed>[] = []
  const inFlight: Promise<Settled | Failed>[] = []
  let index = 0

  const send = async (records: readonly ReceivedRecord[], first: number): Promise<Settled | Failed> => {
    try {
      return { ok: true, next: first + records.length, ...count(await accept(records), records, first) }
    } catch (error) {
      return { ok: false, error, first }
    }
  }
  const settle = async (): Promise<void> => {
    const settled = await inFlight.shift()
    if (settled?.ok === false) throw settled.error
  }

  return {
    /** Waits while `chunksMax` are in flight; throws the error of the oldest, if it failed. */
    push: async (records: readonly ReceivedRecord[]): Promise<void> => {
      const chunk = send(records, index)
      index += records.length
      all.push(chunk)
      inFlight.push(chunk)
      if (inFlight.length >= chunksMax) await settle()
    },
    /** Waits for all; throws the first error. */
    settleAll: async (): Promise<void> => {
      while (inFlight.length > 0) await settle()
    },
    /** Waits for all, failed or not: a chunk that was sent may have taken effect. */
    tally: async (): Promise<RequestTally> => {
      const chunks = await Promise.all(all)
      const settled = chunks.filter((chunk) => chunk.ok)
      return {
        accepted: settled.reduce((sum, { accepted }) => sum + accepted, 0),
        rejected: settled.flatMap(({ rejected }) => rejected),
        resendFrom: chunks.find((chunk) => !chunk.ok)?.first ?? index,
      }
    },
  }
}

const count = (outcomes: readonly RecordOutcome[], records: readonly ReceivedRecord[], first: number) => {
  const rejected: RejectedItem[] = []
  for (const [offset, outcome] of outcomes.entries()) {
    if (outcome.ok) continue
    const line = records[offset]?.line
    rejected.push({ index: first + offset, ...(line !== undefined && { line }), ...outcome.rejection })
  }
  return { accepted: outcomes.length - rejected.length, rejected }
}
