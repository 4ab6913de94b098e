import type { Source } from '@landfall/contracts'
import { type Health, type Logger, type Metrics, pause } from '@landfall/runtime'
import type { Accept } from '../create-accept.ts'
import type { QuotaGate } from '../create-quota-gate.ts'
import type { Amounts } from '../domain/create-feeder-quotas.ts'
import { writerAs } from '../domain/writer.ts'
import { connectTcp } from './connect-tcp.ts'
import { createLineDecoder } from './create-line-decoder.ts'
import { createNmeaDelivery } from './create-nmea-delivery.ts'
import { createNmeaMetrics } from './create-nmea-metrics.ts'
import { createPeerFilter } from './create-peer-filter.ts'
import { listenTcp } from './listen-tcp.ts'
import { listenUdp } from './listen-udp.ts'
import { NMEA_LIMITS, type NmeaLimits } from './nmea-limits.ts'
import type { NmeaSource } from './nmea-source.ts'
import { openPump } from './open-pump.ts'

export type NmeaDeps = {
  readonly sources: readonly NmeaSource[]
  readonly accept: Accept
  readonly quotaGate: QuotaGate
  readonly logger: Logger
  readonly metrics: Metrics
  readonly health: Health
  readonly clock: () => number
  /** Called for every valid line: on a quiet sea base stations and clocks still send. */
  readonly onSourceActivity: (source: Source) => void
  readonly limits?: Partial<NmeaLimits>
}

/** Opens every source onto `open`, each with an inbox of its own. Returns the ports listened on, by the sources' names. */
export const openNmea = async (open: AsyncDisposableStack, deps: NmeaDeps): Promise<ReadonlyMap<string, number>> => {
  const nmeaMetrics = createNmeaMetrics(deps.metrics)
  const ports = new Map<string, number>()
  for (const source of deps.sources) {
    const port = await openSource(open, source, nmeaMetrics.ofSource(source.name), deps)
    if (port !== null) ports.set(source.name, port)
  }
  return ports
}

const openSource = async (
  open: AsyncDisposableStack,
  source: NmeaSource,
  metrics: ReturnType<ReturnType<typeof createNmeaMetrics>['ofSource']>,
  { accept, quotaGate, logger, health, clock, onSourceActivity, limits: given }: NmeaDeps,
): Promise<number | null> => {
  const limits = { ...NMEA_LIMITS, ...given }
  const { name, way, host } = source
  const deliver = createNmeaDelivery({ accept, sourceName: name, logger, limits })
  const pump = open.adopt(
    openPump({ deliver, awaitQuota: createAwaitQuota(quotaGate, name), sourceName: name, logger, limits }),
    (opened) => opened.close(),
  )
  metrics.watchInbox(pump.bytes)
  const decoder = createLineDecoder({ source, metrics, logger, onSourceActivity })
  const deps = { source, decoder, pump, metrics, logger, limits, clock }
  if (way === 'tcp-connect') {
    const connecting = open.adopt(connectTcp(deps), (opened) => opened.close())
    // A receiver that is away must not make the whole service unready.
    health.set(`nmea ${name}`, () => ({ ok: true, detail: connecting.isConnected() ? 'connected' : 'not connected' }))
    return null
  }
  const listen = way === 'tcp-listen' ? listenTcp : listenUdp
  const isAllowedPeer = createPeerFilter(source.from) ?? (() => false)
  const { port } = open.adopt(await listen({ ...deps, isAllowedPeer }), (opened) => opened.close())
  logger.info({ event: 'nmea.listening', source: name, way, host, port })
  return port
}

/** A source beyond its quota waits, and so its inbox fills: TCP is then no longer read, and UDP is dropped and counted. */
const createAwaitQuota = (gate: QuotaGate, sourceName: string) => {
  const writer = writerAs(sourceName)
  return async (amounts: Amounts, stopping: AbortSignal): Promise<void> => {
    for (let hit = gate.admit(WHERE, writer); hit !== null; hit = gate.admit(WHERE, writer)) {
      await pause(Math.min(hit.retryAfterMs, QUOTA_POLL_MS), stopping)
      if (stopping.aborted) return
    }
    gate.charge(WHERE, writer, amounts)
  }
}

const WHERE = 'ingest/nmea'
const QUOTA_POLL_MS = 1_000
