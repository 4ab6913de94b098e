import type { Socket } from 'node:net'
import { answerToOtherProtocol } from './answer-to-other-protocol.ts'
import type { LineDecoder } from './create-line-decoder.ts'
import type { NmeaSourceMetrics } from './create-nmea-metrics.ts'
import type { Pump } from './open-pump.ts'

export type ReadSocketDeps = {
  readonly decoder: LineDecoder
  readonly pump: Pump
  readonly metrics: NmeaSourceMetrics
  readonly clock: () => number
  /** Called for each chunk of data. */
  readonly onData?: () => void
}

const KEEP_ALIVE_MS = 30_000

/** Reads a connection to its end, no faster than Kafka takes the records. A broken connection is an end like any other. */
export const readSocket = async (socket: Socket, deps: ReadSocketDeps): Promise<void> => {
  const { decoder, pump, metrics, clock, onData = () => {} } = deps
  socket.setKeepAlive(true, KEEP_ALIVE_MS)
  const feed = decoder.openFeed()
  metrics.connected(1)
  try {
    await pump.waitForSpace() // The end takes space too.
    let isFirst = true
    for await (const chunk of socket as AsyncIterable<Buffer>) {
      const answer = isFirst ? answerToOtherProtocol(chunk) : undefined
      isFirst = false
      if (answer !== undefined) {
        metrics.otherProtocol()
        await new Promise<void>((resolve) => socket.end(answer, resolve))
        break
      }
      metrics.received(chunk.length)
      onData()
      pump.push(feed, chunk, clock())
      await pump.waitForSpace()
    }
  } catch {
    // Reset, timed out or closed by us: the data before it counts.
  } finally {
    pump.push(feed, null, clock())
    metrics.connected(-1)
    socket.destroy()
  }
}
