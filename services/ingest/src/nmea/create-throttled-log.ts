import type { Logger } from '@landfall/runtime'
import type { ListenDeps } from './listen-deps.ts'

const INTERVAL_MS = 10_000

/**
 * Logs the first occurrence at once, and those that follow as a number, at most every 10 s: anybody may knock a thousand
 * times.
 */
export const createThrottledLog = (write: (times: number) => void, clock: () => number) => {
  let times = 0
  let loggedAtMs = Number.NEGATIVE_INFINITY
  return (): void => {
    times += 1
    if (clock() - loggedAtMs < INTERVAL_MS) return
    loggedAtMs = clock()
    write(times)
    times = 0
  }
}

/** Counts and logs peers that are not allowed to send, with the address of the last one. */
export const createBlockedPeerLog = ({ source, metrics, logger, clock }: ListenDeps) => {
  let address = ''
  const logThrottled = createThrottledLog(
    (peers) => logger.warn({ event: 'nmea.blocked-peer', source: source.name, peers, address }),
    clock,
  )
  return (from: string): void => {
    metrics.blockedPeer()
    address = from
    logThrottled()
  }
}

type DropLogDeps = { readonly logger: Logger; readonly sourceName: string; readonly clock: () => number }

/** Logs lost datagrams: the first at once, their number every 10 s while it lasts, and the end with the total. */
export const createDropLog = ({ logger, sourceName, clock }: DropLogDeps) => {
  let dropped = 0
  let loggedAtMs = Number.NEGATIVE_INFINITY
  const log = (level: 'error' | 'warn', event: string): void => {
    loggedAtMs = clock()
    logger[level]({ event, source: sourceName, datagrams: dropped })
  }
  return {
    drop: (): void => {
      dropped += 1
      if (clock() - loggedAtMs >= INTERVAL_MS) log('error', 'nmea.dropping')
    },
    taken: (): void => {
      if (dropped === 0) return
      log('warn', 'nmea.dropped')
      dropped = 0
      loggedAtMs = Number.NEGATIVE_INFINITY
    },
  }
}
