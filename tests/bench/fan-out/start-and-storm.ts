import { WebSocket } from 'ws'
import type { BenchRow } from '../bench.ts'
import { type StartedService, startService } from '../start-service.ts'
import { openCrowd } from './crowd.ts'
import { figuresOf } from './process-figures.ts'

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

/** So many clients that lost their connection come back at once and resume. */
export const measureStorm = async (feedUrl: string, bareUrl: string, size: number): Promise<BenchRow> => {
  const { place } = await readSnapshot(feedUrl)
  const resume = { epoch: place.epoch, cursor: place.cursor }
  const timed = async (url: string): Promise<number> => {
    const startedMs = performance.now()
    const crowd = await openCrowd(url, size, JSON.stringify({ type: 'subscribe', resume }))
    const tookMs = performance.now() - startedMs
    crowd.close()
    return tookMs
  }
  return {
    ...{ measure: `${size} clients reconnect and resume`, value: await timed(feedUrl), unit: 'ms' },
    floor: { measure: 'bare ws accepts and greets them', value: await timed(bareUrl) },
  }
}

/** From the start of the process to readiness, with so many versions in the topic. */
export const measureStart = async (
  env: Readonly<Record<string, string>>,
  versions: number,
): Promise<{ readonly service: StartedService; readonly rows: readonly BenchRow[] }> => {
  const startedMs = performance.now()
  const service = await startService('alert', env)
  const tookMs = performance.now() - startedMs
  const { rssMb } = await figuresOf(service.pid)
  const rows = [
    { measure: `start to ready, ${versions} alert versions in the log`, value: tookMs, unit: 'ms' },
    { measure: `memory with ${versions} alert versions`, value: rssMb, unit: 'MiB' },
  ]
  return { service, rows }
}

export const measureSnapshot = async (feedUrl: string, alerts: number): Promise<readonly BenchRow[]> => {
  const first = await readSnapshot(feedUrl)
  const second = await readSnapshot(feedUrl)
  return [
    {
      ...{ measure: `snapshot of ${alerts} alerts, connect to last byte`, value: first.tookMs, unit: 'ms' },
      note: `${Math.round(first.bytes / 1_048_576)} MiB; again at once: ${Math.round(second.tookMs)} ms`,
    },
  ]
}
