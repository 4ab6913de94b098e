import type { Server, Socket } from 'node:net'
import { answerRaw, type Logger, type Metrics } from '@landfall/runtime'
import { type AddressFilter, addressGroup } from './create-address-filter.ts'

export type ConnectionLimitsSpec = {
  readonly connectionsMax: number
  /** HTTP and WebSocket together. Proxies that are trusted are exempt: they stand for many. */
  readonly connectionsPerAddressMax: number
  readonly isTrustedProxy: AddressFilter
  /** A TLS connection is dropped: before its handshake nothing can be said on it. */
  readonly isTls?: boolean
  readonly logger: Logger
  readonly metrics: Metrics
  readonly clock?: () => number
}

const LOG_MS = 60_000
const RETRY_AFTER_SECONDS = 5

/** Bounds the open connections, all together and per address, so that no address can take them all. */
export const limitConnections = (server: Server, spec: ConnectionLimitsSpec): void => {
  const { connectionsMax, connectionsPerAddressMax, isTrustedProxy, isTls = false, metrics } = spec
  const perAddress = new Map<string, number>()
  let open = 0
  const refused = metrics.counter('http_connections_refused_total', 'Connections refused at a limit', ['limit'])
  for (const limit of ['total', 'address']) refused.inc({ limit }, 0)
  const logRefusal = createRefusalLog(spec)

  const refuse = (socket: Socket, limit: 'total' | 'address', address: string): void => {
    refused.inc({ limit })
    logRefusal(limit, address)
    socket.on('error', () => {})
    if (isTls) socket.destroy()
    else answerRaw(socket, limit === 'total' ? TOO_MANY : TOO_MANY_OF_ADDRESS, RETRY_AFTER)
  }

  server.on('connection', (socket: Socket) => {
    const address = socket.remoteAddress ?? ''
    const group = addressGroup(address)
    const ofAddress = perAddress.get(group) ?? 0
    if (open >= connectionsMax) return refuse(socket, 'total', address)
    if (ofAddress >= connectionsPerAddressMax && !isTrustedProxy(address)) return refuse(socket, 'address', address)
    open += 1
    perAddress.set(group, ofAddress + 1)
    socket.once('close', () => {
      open -= 1
      const left = (perAddress.get(group) ?? 1) - 1
      if (left === 0) perAddress.delete(group)
      else perAddress.set(group, left)
    })
  })
}

const RETRY_AFTER = { 'retry-after': String(RETRY_AFTER_SECONDS) }
const TOO_MANY = [503, 'too-many-connections', 'too many connections are open; come back in a moment'] as const
const TOO_MANY_OF_ADDRESS = [
  429,
  'too-many-connections',
  'too many connections are open from this address; close some, or come back in a moment',
] as const

/** One line a minute, with the number: a flood must not fill the disk. */
const createRefusalLog = ({ logger, clock = Date.now }: ConnectionLimitsSpec) => {
  let saidAtMs = Number.NEGATIVE_INFINITY
  let refusals = 0
  return (limit: string, address: string): void => {
    refusals += 1
    if (clock() - saidAtMs < LOG_MS) return
    logger.warn({ event: 'connections.refused', limit, address, refusals })
    saidAtMs = clock()
    refusals = 0
  }
}
