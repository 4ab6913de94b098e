import type { BenchRow } from '../bench.ts'
import { median } from '../rate-per-second.ts'
import { openCrowd } from './open-crowd.ts'
import type { Server } from './start-fan-out-server.ts'

/** Of one burst: less than what may wait for a client, so that no client that reads is cut off, however slow the machine. */
const BURST = 20
/** All bursts together: more than the system's buffers and the service hold for a client that does not read. */
const BURSTS = 20

/** Bursts of large alerts to everybody, and again with one of them reading nothing: the others must not notice. */
export const measureSlowReader = async (
  server: Server,
  sendBurst: (alerts: number) => Promise<void>,
  size: number,
): Promise<readonly BenchRow[]> => {
  await using open = new AsyncDisposableStack()
  const spec = { url: server.url, size, wish: '{"type":"subscribe"}' }
  const crowd = open.adopt(await openCrowd(spec), ({ close }) => close())
  const run = async (): Promise<number> => {
    const took: number[] = []
    for (let count = 0; count < BURSTS; count += 1) took.push(await crowd.count(BURST, () => sendBurst(BURST)))
    return median(took)
  }
  await run()
  const without = await run()
  await crowd.stopReading()
  const withOne = await run()
  const metrics = await fetch(new URL('/metrics', server.url)).then((response) => response.text())
  const cutOff = Number(/landfall_feed_closed_total\{code="slow-reader"\} (\d+)/.exec(metrics)?.[1] ?? 0)
  return [
    {
      measure: `${BURST} large alerts to ${size} clients, one of which reads nothing`,
      value: withOne,
      unit: 'ms',
      floor: { measure: 'all of them reading', value: without },
    },
    { measure: 'of these cut off as slow-reader', value: cutOff, unit: '', aim: { valueMin: 1 } },
  ]
}
