import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { createConnectionSlots } from './create-connection-slots.ts'
import { createBlockedPeerLog, createThrottledLog } from './create-throttled-log.ts'
import type { ListenDeps, Listening } from './listen-deps.ts'
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
