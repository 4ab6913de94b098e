import { WebSocket } from 'ws'
import type { BenchRow } from '../bench.ts'
import { openCrowd } from './open-crowd.ts'
import { processFiguresOf } from './process-figures-of.ts'
import type { Server } from './start-fan-out-server.ts'

type Frame = { readonly type: string; readonly epoch: string; readonly cursor: string; readonly more?: boolean }

/** Reads the feed until its snapshot is whole. */
const readSnapshot = (
  url: string,
): Promise<{ readonly place: Frame; readonly bytes: number; readonly tookMs: number }> =>
  new Promise((resolve, reject) => {
    const startedMs = performance.now()
    const socket = new WebSocket(url)
    let bytes = 0
    let epoch = ''
    socket.on('error', reject)
    socket.on('open', () => socket.send('{"type":"subscribe"}'))
    socket.on('message', (data) => {
      bytes += (data as Buffer).length
      const frame = JSON.parse(String(data)) as Frame
      if (frame.type === 'welcome') epoch = frame.epoch
      if (frame.type !== 'snapshot' || frame.more === true) return
      socket.terminate()
      resolve({ place: { ...frame, epoch }, bytes, tookMs: performance.now() - startedMs })
    })
  })

/** So many clients that lost their connection come back at once, resume, and are sent what they missed. */
export const measureStorm = async (
  ours: Server,
  bare: Server,
  size: number,
  missed: number,
): Promise<readonly BenchRow[]> => {
  const { place } = await readSnapshot(ours.url)
  await ours.publish(missed)
  const wish = JSON.stringify({ type: 'subscribe', resume: { epoch: place.epoch, cursor: place.cursor } })
  const timed = async (url: string): Promise<number> => {
    const crowd = await openCrowd({ url, size, wish, alerts: missed })
    await crowd.close()
    return crowd.joinedMs
  }
  const floor = { measure: 'bare ws', value: await timed(`${bare.url}?missed=${missed}`) }
  const measure = `${size} clients come back, each missed ${missed} alerts: first to last`
  return [{ measure, value: await timed(ours.url), unit: 'ms', floor }]
}

/** From the start of the process to readiness, with an empty log (mostly Node itself) and then with so many versions in it. */
export const measureStart = async (
  start: () => Promise<Server>,
  fill: () => Promise<unknown>,
  versions: number,
): Promise<{ readonly server: Server; readonly rows: readonly BenchRow[] }> => {
  const timed = async () => {
    const startedMs = performance.now()
    const server = await start()
    return { server, tookMs: performance.now() - startedMs }
  }
  const empty = await timed()
  await empty.server.stop()
  await fill()
  const { server, tookMs } = await timed()
  const { rssMb } = await processFiguresOf(server.pid)
  const rows = [
    {
      measure: `start to ready, ${versions} alert versions in the topic`,
      value: tookMs,
      unit: 'ms',
      note: `before these were in it: ${Math.round(empty.tookMs)} ms`,
    },
    { measure: `memory with ${versions} alert versions`, value: rssMb, unit: 'MiB' },
  ]
  return { server, rows }
}

export const measureSnapshot = async (feedUrl: string, alerts: number): Promise<readonly BenchRow[]> => {
  const first = await readSnapshot(feedUrl)
  const second = await readSnapshot(feedUrl)
  return [
    {
      measure: `snapshot of ${alerts} alerts, connect to last byte`,
      value: first.tookMs,
      unit: 'ms',
      note: `${Math.round(first.bytes / 1_048_576)} MiB; again at once: ${Math.round(second.tookMs)} ms`,
    },
  ]
}
