import { createThrottledLog } from './create-throttled-log.ts'
import type { ListenDeps } from './listen-tcp.ts'

/** Counts those who may not send, and says so; the address is that of the last one. */
export const createBlockedPeerLog = ({ source, metrics, logger, clock }: ListenDeps) => {
  let address = ''
  const say = createThrottledLog(
    (peers) => logger.warn({ event: 'nmea.blocked-peer', source: source.name, peers, address }),
    clock,
  )
  return (from: string): void => {
    metrics.blockedPeer()
    address = from
    say()
  }
}
