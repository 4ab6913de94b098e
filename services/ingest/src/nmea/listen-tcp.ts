import { once } from 'node:events'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import { createBlockedPeerLog, createThrottledLog } from './create-throttled-log.ts'
import type { ListenDeps, Listening } from './listen-deps.ts'
import type { NmeaLimits } from './nmea-limits.ts'
import type { Pump } from './open-pump.ts'
import { readSocket } from './read-socket.ts'

/** Receives NMEA lines from whoever connects. Rejects if it cannot listen there. */
export const listenTcp = async (deps: ListenDeps): Promise<Listening> => {
  const { source, isAllowedPeer, logger, clock } = deps
  const slots = createConnectionSlots(deps)
  const logBlockedPeer = createBlockedPeerLog(deps)
  const logTooMany = createThrottledLog(
    (connections) => logger.warn({ event: 'nmea.too-many-connections', source: source.name, connections }),
    clock,
  )
  const server = createServer((socket) => {
    socket.on('error', () => {}) // It also ends the reading, which is all there is to do.
    const { remoteAddress = '' } = socket
    if (!isAllowedPeer(remoteAddress) || !slots.hasFree()) {
      socket.destroy()
      if (isAllowedPeer(remoteAddress)) logTooMany()
      else logBlockedPeer(remoteAddress)
      return
    }
    slots.touch(socket)
    // Not freed when it closes: its last bytes may still wait for the inbox.
    void readSocket(socket, { ...deps, onData: () => slots.touch(socket) }).then(() => slots.free(socket))
  })
  server.listen({ host: source.host, port: source.port })
  await once(server, 'listening')
  return {
    port: (server.address() as AddressInfo).port,
    close: async () => {
      const closed = once(server, 'close')
      server.close()
      for (const socket of slots.all()) socket.destroy()
      await closed
    },
  }
}

type SlotsDeps = { readonly limits: NmeaLimits; readonly pump: Pump; readonly clock: () => number }

/**
 * The connections of a listener. Half-open ones, which a receiver on a bad line leaves behind, must not lock it out: when all
 * slots are taken, the connection quiet for longest gives way.
 */
const createConnectionSlots = ({ limits, pump, clock }: SlotsDeps) => {
  /** The time of each one's last data, the quietest first. */
  const lastDataAtMs = new Map<Socket, number>()
  return {
    /** For a new connection, and at each chunk of data. */
    touch: (socket: Socket): void => {
      lastDataAtMs.delete(socket)
      lastDataAtMs.set(socket, clock())
    },
    free: (socket: Socket): unknown => lastDataAtMs.delete(socket),
    /** Whether a connection may be added; disconnects the quietest if that takes it. */
    hasFree: (): boolean => {
      if (lastDataAtMs.size < limits.connectionsMax) return true
      const [quietest] = lastDataAtMs
      // While Kafka is away no connection is read, so none counts as quiet.
      if (quietest === undefined || pump.isFull() || clock() - quietest[1] < limits.idleMsMin) return false
      lastDataAtMs.delete(quietest[0])
      quietest[0].destroy()
      return true
    },
    all: (): Iterable<Socket> => lastDataAtMs.keys(),
  }
}
