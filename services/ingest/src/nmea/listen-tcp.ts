import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import type { Logger } from '@landfall/runtime'
import { createBlockedPeerLog } from './create-blocked-peer-log.ts'
import { createConnectionSlots } from './create-connection-slots.ts'
import type { PeerFilter } from './create-peer-filter.ts'
import { createThrottledLog } from './create-throttled-log.ts'
import type { NmeaLimits } from './nmea-limits.ts'
import type { NmeaSource } from './nmea-source.ts'
import { type ReadSocketDeps, readSocket } from './read-socket.ts'

export type ListenDeps = ReadSocketDeps & {
  readonly source: NmeaSource
  readonly isAllowedPeer: PeerFilter
  readonly logger: Logger
  readonly limits: NmeaLimits
}

export type Listening = { readonly port: number; readonly close: () => Promise<void> }

/** Takes NMEA lines from whoever connects. Rejects if it cannot listen there. */
export const listenTcp = async (deps: ListenDeps): Promise<Listening> => {
  const { source, isAllowedPeer, logger, clock } = deps
  const slots = createConnectionSlots(deps)
  const logBlockedPeer = createBlockedPeerLog(deps)
  const tooMany = createThrottledLog(
    (connections) => logger.warn({ event: 'nmea.too-many-connections', source: source.name, connections }),
    clock,
  )
  const server = createServer((socket) => {
    socket.on('error', () => {}) // Ends the reading; nothing more is to be said of it.
    const { remoteAddress = '' } = socket
    if (!isAllowedPeer(remoteAddress) || !slots.isRoom()) {
      socket.destroy()
      if (isAllowedPeer(remoteAddress)) tooMany()
      else logBlockedPeer(remoteAddress)
      return
    }
    slots.note(socket)
    // Not when it closes: what it brought may still wait for room.
    void readSocket(socket, { ...deps, onData: () => slots.note(socket) }).then(() => slots.free(socket))
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
