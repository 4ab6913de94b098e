import { once } from 'node:events'
import { WebSocket } from 'ws'
import type { BenchRow } from '../bench.ts'
import { percentile } from '../rate-per-second.ts'
import type { Server } from './start-fan-out-server.ts'

/** One alert after the other, each from its sending to Kafka to its frame at the only client. */
export const measureLatency = async (server: Server, alerts: number): Promise<readonly BenchRow[]> => {
  const socket = new WebSocket(server.url)
  let onAlert = (): void => {}
  const { promise: ready, resolve: isReady } = Promise.withResolvers<void>()
  socket.on('message', (data) => {
    const text = String(data).slice(0, 40)
    if (text.includes('"type":"alert"')) onAlert()
    if (text.includes('"type":"snapshot"')) isReady()
  })
  await once(socket, 'open')
  socket.send('{"type":"subscribe"}')
  await ready
  const tookMs: number[] = []
  const writtenMs: number[] = []
  for (let count = 0; count < alerts; count += 1) {
    const { promise: arrived, resolve } = Promise.withResolvers<void>()
    onAlert = resolve
    const startedMs = performance.now()
    const written = server.publish(1).then(() => writtenMs.push(performance.now() - startedMs))
    await arrived
    tookMs.push(performance.now() - startedMs)
    await written
  }
  socket.terminate()
  const rest = [95, 99].map((percent) => `${percent} %: ${percentile(tookMs, percent).toFixed(1)} ms`).join(', ')
  return [
    {
      ...{
        measure: 'an alert sent to Kafka to its frame at a client, median',
        value: percentile(tookMs, 50),
        unit: 'ms',
      },
      floor: { measure: 'to Kafka’s answer to the sender', value: percentile(writtenMs, 50) },
      note: rest,
    },
  ]
}
