import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { isIPv6 } from 'node:net'
import type { NmeaFeed } from './create-line-decoder.ts'
import { createBlockedPeerLog, createDropLog } from './create-throttled-log.ts'
import type { ListenDeps, Listening } from './listen-deps.ts'

// The kernel buffers datagrams while a batch is decoded; it grants as much of this as the machine allows.
const KERNEL_BYTES = 4_194_304
const LINE_FEED = 0x0a
const NEWLINE = Buffer.from([LINE_FEED])

/** The end of a datagram ends its last line too. */
const withEnd = (datagram: Buffer): Buffer =>
  datagram.at(-1) === LINE_FEED ? datagram : Buffer.concat([datagram, NEWLINE])

/** Receives NMEA lines in datagrams, one or several whole lines in each. While the inbox is full they are dropped, and that is logged. */
export const listenUdp = async (deps: ListenDeps): Promise<Listening> => {
  const { source, isAllowedPeer, logger, limits, metrics, decoder, pump, clock } = deps
  const socket = createSocket({ type: isIPv6(source.host) ? 'udp6' : 'udp4', recvBufferSize: KERNEL_BYTES })
  const feeds = new Map<string, NmeaFeed>()
  const drops = createDropLog({ logger, sourceName: source.name, clock })
  const logBlockedPeer = createBlockedPeerLog(deps)

  const feedOf = (sender: string): NmeaFeed => {
    const feed = feeds.get(sender) ?? decoder.openFeed()
    feeds.delete(sender) // Inserted again at the end: the first is the one silent for longest.
    feeds.set(sender, feed)
    const [oldest] = feeds.keys()
    if (feeds.size > limits.sendersMax && oldest !== undefined) feeds.delete(oldest)
    return feed
  }

  socket.on('message', (datagram, { address, port }) => {
    if (!isAllowedPeer(address)) return logBlockedPeer(address)
    metrics.received(datagram.length)
    if (pump.isFull()) {
      metrics.dropped()
      return drops.drop()
    }
    drops.taken()
    pump.push(feedOf(`${address} ${port}`), withEnd(datagram), clock())
  })
  socket.on('error', (error) => logger.warn({ event: 'nmea.udp-failed', source: source.name, err: error }))
  socket.bind({ address: source.host, port: source.port, exclusive: true })
  await once(socket, 'listening')
  metrics.connected(1)
  return {
    port: socket.address().port,
    close: async () => {
      const closed = once(socket, 'close')
      socket.close()
      await closed
      metrics.connected(-1)
    },
  }
}
