import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Accept } from '../create-accept.ts'
import type { QuotaGate } from '../create-quota-gate.ts'
import type { Amounts } from '../domain/create-feeder-quotas.ts'
import type { QuotaHit } from '../domain/feeder-quota.ts'
import type { DocumentBudget } from './create-document-budget.ts'
import type { HttpMetrics } from './create-http-metrics.ts'
import { createInFlightChunks, NOTHING_TAKEN, type RequestTally } from './create-in-flight-chunks.ts'
import type { SendRefused } from './create-send-refused.ts'
import type { HttpLimits } from './http-limits.ts'
import { readBody } from './read-body.ts'
import { readContentEncoding, readMediaType } from './read-media-type.ts'
import { readRecords } from './read-records.ts'
import { busy, kafkaAway, overQuota, tooLarge, toRefused } from './refused.ts'
import { writerOf } from './writer-of.ts'

export type PostDeps = {
  readonly accept: Accept
  readonly isKafkaUp: () => boolean
  readonly quotaGate: QuotaGate
  readonly limits: HttpLimits
  readonly documents: DocumentBudget
  readonly metrics: HttpMetrics
  readonly sendRefused: SendRefused
  /** Aborted when the service stops and has waited long enough; the reason is the answer to feeders. */
  readonly stopping: AbortSignal
}

const WHERE = 'ingest/http'
const HOUR_MS = 3_600_000

/** `POST /v1/observations`: reads, validates and produces at the same time, and answers once Kafka has acknowledged all. */
export const createPostObservations = (deps: PostDeps) => {
  const { limits, metrics, sendRefused } = deps
  let inFlight = 0
  return async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    if (inFlight >= limits.requestsMax)
      return sendRefused(request, reply, busy('too many requests at once'), NOTHING_TAKEN)
    metrics.countRequests(++inFlight)
    try {
      return await receive(deps, request, reply)
    } catch (error) {
      return sendRefused(request, reply, toRefused(error), NOTHING_TAKEN)
    } finally {
      metrics.countRequests(--inFlight)
    }
  }
}

const receive = async (deps: PostDeps, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
  const { accept, limits, documents, metrics, quotaGate, stopping } = deps
  const { writer, form, isGzip } = admit(deps, request)
  const quotaHits = createWorstHit()
  const context = { where: WHERE, writer, onQuotaHit: quotaHits.add }
  const chunks = createInFlightChunks((records) => accept(records, context), limits.chunksMax)
  const charge = (amounts: Amounts): void => {
    const hit = quotaGate.charge(WHERE, writer, amounts)
    if (hit !== null) throw overQuota(hit)
  }
  const onBytes = (bytes: number): void => {
    metrics.countBytes(bytes)
    charge({ records: 0, bytes })
  }
  try {
    const body = readBody(request.raw, { isGzip, limits, stopping, onBytes })
    for await (const records of readRecords(body, { form, limits, documents })) {
      await chunks.push(records)
      charge({ records: records.length, bytes: 0 })
    }
    await chunks.settleAll()
    const tally = await chunks.tally()
    const { accepted, rejected } = tally
    const hit = quotaHits.worst(accepted > 0)
    if (hit !== null) return deps.sendRefused(request, reply, overQuota(hit), resentFromQuota(tally))
    return reply.code(202).send({ accepted, rejected })
  } catch (error) {
    return deps.sendRefused(request, reply, toRefused(error), await chunks.tally())
  }
}

/**
 * The hourly quota for which a request is to be answered 429: the one that lasts longest. A feeder that has used its budget for
 * refused records hears of it only when nothing else was taken, since there is nothing to send again.
 */
const createWorstHit = () => {
  let hits: readonly QuotaHit[] = []
  return {
    add: (hit: QuotaHit): void => {
      const same = hits.find(({ quota }) => quota === hit.quota)
      const records = (same?.records ?? 0) + (hit.records ?? 0)
      // Of two chunks what is new waits one after the other; the budget for refused records is whole at one time.
      const [before, now] = [same?.retryAfterMs ?? 0, hit.retryAfterMs]
      const waitMs = hit.quota === 'refused-bytes/h' ? Math.max(before, now) : Math.min(HOUR_MS, before + now)
      hits = [...hits.filter((one) => one !== same), { ...hit, records, retryAfterMs: waitMs }]
    },
    worst: (hasTaken: boolean): QuotaHit | null =>
      hits
        .filter(({ quota }) => quota !== 'refused-bytes/h' || !hasTaken)
        .toSorted((a, b) => b.retryAfterMs - a.retryAfterMs)[0] ?? null,
  }
}

/** What a quota has refused is to be sent again. */
const resentFromQuota = (tally: RequestTally): RequestTally => ({
  ...tally,
  resendFrom: tally.rejected.find(({ code }) => code === 'quota')?.index ?? tally.resendFrom,
})

/** Decides what the headers alone can, before any of the body is read. */
const admit = ({ isKafkaUp, limits, quotaGate }: PostDeps, request: FastifyRequest) => {
  const { headers } = request
  const writer = writerOf(request)
  const form = readMediaType(headers['content-type'])
  const isGzip = readContentEncoding(headers['content-encoding'])
  if (Number(headers['content-length']) > limits.bodyBytesMax) throw tooLarge(limits.bodyBytesMax, 'a body')
  if (!isKafkaUp()) throw kafkaAway()
  const hit = quotaGate.admit(WHERE, writer)
  if (hit !== null) throw overQuota(hit)
  return { writer, form, isGzip }
}
