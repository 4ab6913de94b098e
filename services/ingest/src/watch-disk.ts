import type { DiagnosticReporter } from '@landfall/kafka'
import { type Health, isLandfallError, type Logger, type Metrics, pause, waitAtMost } from '@landfall/runtime'

export type WatchDiskSpec = {
  /** What is left in bytes; null where Kafka does not say. May reject. */
  readonly read: () => Promise<number | null>
  /** Below it observations are refused; 0: never. */
  readonly bytesMin: number
  readonly logger: Logger
  readonly metrics: Metrics
  readonly health: Health
  readonly report: DiagnosticReporter['report']
  readonly periodMs?: number
}

const PERIOD_MS = 10_000
const CLOSE_MS_MAX = 1_000
/** It must get a tenth better than it was, or each deleted segment would open and close the way in. */
const ROOM_AGAIN = 1.1

/**
 * Watches how full the disks of Kafka are: a broker whose disk is full stops, and with it the alerts. While it cannot be known
 * it stays as it was.
 */
export const watchDisk = ({ read, bytesMin, logger, metrics, health, report, periodMs = PERIOD_MS }: WatchDiskSpec) => {
  const closing = new AbortController()
  const gauge = metrics.gauge('ingest_kafka_usable_bytes', 'Left on the fullest disk of Kafka, as last heard')
  let isLow = false
  let isRefused = false
  let usableBytes: number | null = null

  const look = async (): Promise<void> => {
    usableBytes = await read().catch((error: unknown) => {
      if (isLandfallError(error, 'LF_BROKER_REFUSED') && !isRefused)
        logger.warn({ event: 'disk.not-known', err: error })
      isRefused ||= isLandfallError(error, 'LF_BROKER_REFUSED')
      return usableBytes
    })
    if (usableBytes === null) return
    gauge.set({}, usableBytes)
    const wasLow = isLow
    isLow = usableBytes < bytesMin * (wasLow ? ROOM_AGAIN : 1)
    if (isLow)
      report({ cause: 'disk-space', subject: 'kafka', exercise: false, detail: refusing(usableBytes, bytesMin) })
    if (isLow !== wasLow)
      logger[isLow ? 'error' : 'info']({ event: isLow ? 'disk.low' : 'disk.ok', usableBytes, bytesMin })
  }
  const run = async (): Promise<void> => {
    while (!closing.signal.aborted) {
      await look()
      await pause(periodMs, closing.signal)
    }
  }
  if (bytesMin > 0) {
    health.set('disk', () => ({
      ok: true, // Reports of people must come in.
      ...(isLow && { detail: refusing(usableBytes ?? 0, bytesMin) }),
    }))
  }
  const ran = bytesMin > 0 ? run() : Promise.resolve()
  return {
    isLow: (): boolean => isLow,
    close: async (): Promise<void> => {
      closing.abort()
      await waitAtMost(ran, CLOSE_MS_MAX) // A broker may be silent just now.
    },
  }
}

const refusing = (usableBytes: number, bytesMin: number): string =>
  `${usableBytes} bytes left, fewer than ${bytesMin}: observations are refused, reports of people and alerts go on`
