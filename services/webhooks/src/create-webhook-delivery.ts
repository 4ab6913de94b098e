import { createHmac } from 'node:crypto'
import { type Alert, type AlertPlace, alertCentre, escapeHiddenJson, withPlace } from '@landfall/contracts'
import type { LogRecord } from '@landfall/kafka'
import { createBackoff, type Logger, type Metrics } from '@landfall/runtime'
import type { WebhookSpec } from './read-webhooks.ts'

/** A position in words; null where nothing near it has a name. */
export type PlaceAt = (longitude: number, latitude: number) => AlertPlace | null

export type WebhookDeliveryDeps = {
  readonly logger: Logger
  readonly metrics: Metrics
  readonly clock: () => number
  /** Resolves after `ms`; rejects when the service stops. */
  readonly sleep: (ms: number) => Promise<void>
  readonly placeAt: PlaceAt
}

const ANSWER_MS_MAX = 10_000
const RETRY = { msMin: 500, msMax: 60_000, spread: [0.75, 1.25], random: Math.random } as const
/** The longest wait between two heartbeats to the consumer group. */
const SLICE_MS_MAX = 1_000

/**
 * Posts one alert version until the receiver accepts it (2xx). It never gives up and never skips ahead: later versions wait
 * in the log, in order, while metrics and log entries report the failure. `heartbeat` keeps the partition assigned.
 */
export const createWebhookDelivery = ({ logger, metrics, clock, sleep, placeAt }: WebhookDeliveryDeps) => {
  const attempts = metrics.counter('webhook_attempts_total', 'Requests to webhooks, by outcome', ['webhook', 'outcome'])
  const failing = metrics.gauge('webhook_failing_seconds', 'How long the current alert has not been accepted', [
    'webhook',
  ])

  return async (webhook: WebhookSpec, record: LogRecord, heartbeat: () => Promise<void>): Promise<void> => {
    const { id } = webhook
    const startedMs = clock()
    const body = webhookBody(record, placeAt)
    const backoff = createBackoff(RETRY)
    for (;;) {
      const outcome = await attempt(webhook, record, body, clock())
      attempts.inc({ webhook: id, outcome: outcome.ok ? 'taken' : 'refused' })
      failing.set({ webhook: id }, outcome.ok ? 0 : (clock() - startedMs) / 1_000)
      if (outcome.ok) return
      const retryMs = Math.round(backoff.nextMs())
      logger.warn({
        event: 'webhook.delivery-failed',
        webhook: id,
        offset: record.offset,
        reason: outcome.reason,
        retryMs,
      })
      for (let waited = 0; waited < retryMs; waited += SLICE_MS_MAX) {
        await sleep(Math.min(SLICE_MS_MAX, retryMs - waited))
        await heartbeat()
      }
    }
  }
}
export type DeliverToWebhook = ReturnType<typeof createWebhookDelivery>

type DeliveryOutcome = { readonly ok: true } | { readonly ok: false; readonly reason: string }

/** The alert and where it is by name. Hidden text is made visible, as on every other way out; the signature is of what is sent. */
const webhookBody = ({ value }: LogRecord, placeAt: PlaceAt): Buffer => {
  const text = escapeHiddenJson(value?.toString() ?? '')
  const alert = JSON.parse(text) as Alert // It has been parsed before: see open-webhook.ts.
  const centre = alertCentre(alert)
  const place = centre && placeAt(centre.longitude, centre.latitude)
  return Buffer.from(place === null ? text : JSON.stringify(withPlace(alert, place)))
}

const attempt = async (
  { url, secret }: WebhookSpec,
  record: LogRecord,
  body: Buffer,
  nowMs: number,
): Promise<DeliveryOutcome> => {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'landfall-signature': signRequest(secret, body, nowMs),
        ...cloudEventHeaders(record.headers),
      },
      body: new Uint8Array(body),
      redirect: 'manual', // A request signed for one host is not sent to another.
      signal: AbortSignal.timeout(ANSWER_MS_MAX),
    })
    await response.body?.cancel()
    return response.ok ? { ok: true } : { ok: false, reason: `HTTP ${response.status}` }
  } catch (error) {
    const { cause } = error as { readonly cause?: unknown }
    return { ok: false, reason: String(cause ?? error) }
  }
}

/**
 * The record's CloudEvents attributes as HTTP has them: `ce_id` becomes `ce-id`. What HTTP cannot carry is percent-encoded, as
 * CloudEvents has it, or left out: a request that cannot be made would be tried for ever, and hold up all later alerts.
 */
export const cloudEventHeaders = (headers: LogRecord['headers']): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(headers)
      .filter(([name, value]) => ATTRIBUTE.test(name) && value.length <= ATTRIBUTE_CHARACTERS_MAX)
      .slice(0, ATTRIBUTES_MAX)
      .map(([name, value]) => [name.replace('_', '-'), value.replaceAll(NOT_IN_HEADERS, encodeCharacter)]),
  )

/** The names that CloudEvents allows. */
const ATTRIBUTE = /^ce_[a-z0-9]+$/
/** A stage writes eight, each far below this; together they stay below the 16 kB that receivers usually take. */
const ATTRIBUTES_MAX = 16
const ATTRIBUTE_CHARACTERS_MAX = 512
const NOT_IN_HEADERS = /[^\x20-\x7e]/gu
const encodeCharacter = (char: string): string => encodeURIComponent(char.toWellFormed())

/**
 * Returns `t=<seconds>,v1=<hex>`: an HMAC-SHA256 over the time, a dot and the body. The receiver computes it with the same
 * secret and refuses old times, so that a recorded request cannot be replayed later.
 */
export const signRequest = (secret: string, body: Buffer, nowMs: number): string => {
  const seconds = Math.floor(nowMs / 1_000)
  const signature = createHmac('sha256', secret).update(`${seconds}.`).update(body).digest('hex')
  return `t=${seconds},v1=${signature}`
}
