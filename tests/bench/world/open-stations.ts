import { Agent, request } from 'node:http'
import { text } from 'node:stream/consumers'
import { nextRound, REQUEST_RECORDS, type StationRequest } from './create-fleet.ts'

/** What came of the requests that were due since it was last asked for. */
export type StationFigures = {
  readonly dueRecords: number
  readonly accepted: number
  /** Requests that were answered otherwise, or not at all. */
  readonly failed: number
  /** From when a request was due to its answer: one that could not be sent in time has waited too. */
  readonly answeredMs: readonly number[]
}

const TICK_MS = 10
/** As many as ingest takes from one address; further requests wait in the agent, and their time counts. */
const CONNECTIONS_MAX = 500
const WARM_UP_REQUESTS_AT_ONCE = 16

type Sent = { accepted: number; failed: number; dueRecords: number; answeredMs: number[]; firstFailure: string | null }

/**
 * Stations that send on time, whatever becomes of what they sent before (an open loop): a system that falls behind is measured,
 * not waited for. Each sends the positions of a second in one request, as receivers that feed over HTTP do; over NMEA the same
 * positions would come one sentence each, on connections that stay open.
 */
export const openStations = (url: string, fleet: readonly StationRequest[]) => {
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS_MAX })
  const newFigures = (): Sent => ({ accepted: 0, failed: 0, dueRecords: 0, answeredMs: [], firstFailure: null })
  let figures = newFigures()
  let waiting = 0
  let next = 0

  const post = (body: Buffer): Promise<string> =>
    new Promise((resolve, reject) => {
      const headers = { 'content-type': 'application/x-ndjson', 'content-length': body.length }
      const sent = request(`${url}/v1/observations`, { method: 'POST', agent, headers })
      sent.on('response', (response) => text(response).then(resolve, reject)).on('error', reject)
      sent.end(body)
    })

  const sendNext = async (dueMs: number): Promise<void> => {
    const station = fleet[next % fleet.length] as StationRequest
    next += 1
    waiting += 1
    figures.dueRecords += REQUEST_RECORDS
    const answer = await post(nextRound(station, new Date().toISOString())).catch(String)
    waiting -= 1
    figures.answeredMs.push(performance.now() - dueMs)
    if (answer === `{"accepted":${REQUEST_RECORDS},"rejected":[]}`) figures.accepted += REQUEST_RECORDS
    else {
      figures.failed += 1
      figures.firstFailure ??= answer.slice(0, 300)
    }
  }

  let pace = { requestsPerMs: 0, sinceMs: performance.now(), sent: 0 }
  const tick = (): void => {
    const { requestsPerMs, sinceMs } = pace
    const due = Math.floor((performance.now() - sinceMs) * requestsPerMs)
    for (; pace.sent < due; pace.sent += 1) void sendNext(sinceMs + (pace.sent + 1) / requestsPerMs)
  }
  const timer = setInterval(tick, TICK_MS)

  return {
    /** Sends every craft's position once, as fast as it is taken. */
    sendAllOnce: async (): Promise<void> => {
      const last = next + fleet.length
      const send = async (): Promise<void> => {
        while (next < last) await sendNext(performance.now())
      }
      await Promise.all(Array.from({ length: WARM_UP_REQUESTS_AT_ONCE }, send))
    },
    /** From now on; 0 is silence. */
    setRate: (recordsPerSecond: number): void => {
      pace = { requestsPerMs: recordsPerSecond / REQUEST_RECORDS / 1_000, sinceMs: performance.now(), sent: 0 }
    },
    take: (): StationFigures & { readonly firstFailure: string | null } => {
      const taken = figures
      figures = newFigures()
      return taken
    },
    /** Requests without an answer. */
    waiting: (): number => waiting,
    close: (): void => {
      clearInterval(timer)
      agent.destroy()
    },
  }
}
