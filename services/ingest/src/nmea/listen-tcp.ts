import { once } from 'node:events'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import type { Logger } from '@landfall/runtime'
import type { NmeaLimits } from './nmea-limits.ts'
import type { NmeaSource } from './nmea-source.ts'
import type { PeerFilter } from './peer-filter.ts'
import { type ReadSocketDeps, readSocket } from './read-socket.ts'

export type ListenDeps = ReadSocketDeps & {
  readonly source: NmeaSource
  readonly isWelcome: PeerFilter
  readonly logger: Logger
  readonly limits: NmeaLimits
}

export type Listening = { readonly port: number; readonly close: () => Promise<void> }

/** Takes NMEA lines from whoever connects. Rejects if it cannot listen there. */
export const listenTcp = async (deps: ListenDeps): Promise<Listening> => {
  const { source, isWelcome, logger, limits, metrics } = deps
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    socket.on('error', () => {}) // Ends the reading; nothing more is to be said of it.
    if (!isWelcome(socket.remoteAddress ?? '')) {
      metrics.unwelcome()
      logger.warn({ event: 'nmea.unwelcome', source: source.name, address: socket.remoteAddress })
      socket.destroy()
      return
    }
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    void readSocket(socket, deps)
  })
  server.maxConnections = limits.connectionsMax
  server.on('drop', () => logger.warn({ event: 'nmea.too-many-connections', source: source.name }))
  server.listen({ host: source.host, port: source.port })
  await once(server, 'listening')
  return {
    port: (server.address() as AddressInfo).port,
    close: async () => {
      const closed = once(server, 'close')
      server.close()
      for (const socket of sockets) socket.destroy()
      await closed
    },
  }
}
