import { setTimeout as sleep } from 'node:timers/promises'
import { waitFor } from '@landfall/testkit'
import { WebSocket } from 'ws'
import type { Bench, BenchContext } from './bench.ts'
import { type Place, placesApart } from './places-apart.ts'
import { percentile } from './rate-per-second.ts'
import { startService } from './start-service.ts'

// A feeder sends 1,000 positions a second; ten times a second somebody counts 40 people on a boat that just came. How
// long from sending that count until the alert it makes is on an operator's socket?

const POSITIONS_PER_SECOND = 1_000
const TICK_MS = 50
const COUNT_EVERY_MS = 100
const CRAFT = 5_000

type System = { readonly ingestUrl: string; readonly alertUrl: string }

const startSystem = async ({ open, kafkaBrokers, redisUrl, say }: BenchContext): Promise<System> => {
  const env = { KAFKA_BROKERS: await kafkaBrokers(), REDIS_URL: await redisUrl(), TOPIC_PREFIX: 'bench' }
  say('starting the services')
  const [ingest, , alert] = await Promise.all(
    (['ingest', 'windowing', 'alert'] as const).map(async (name) =>
      open.adopt(await startService(name, env), (service) => service.stop()),
    ),
  )
  return { ingestUrl: ingest?.url ?? '', alertUrl: alert?.url ?? '' }
}

export const postLines = async (url: string, records: readonly object[]): Promise<void> => {
  const response = await fetch(`${url}/v1/observations`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-ndjson' },
    body: records.map((record) => JSON.stringify(record)).join('\n'),
  })
  const text = await response.text()
  if (text !== `{"accepted":${records.length},"rejected":[]}`) throw new Error(`not all were taken: ${text}`)
}

/** Background traffic, a tenth of it inside the area, spread evenly over each second. */
const keepFeeding = (url: string, inside: readonly Place[]) => {
  const stop = new AbortController()
  let sent = 0
  let n = 0
  const record = () => {
    const craft = n % CRAFT
    n += 1
    const place = craft % 10 === 0 ? inside[craft % inside.length] : { longitude: 160 - craft / 1_000, latitude: -30 }
    const source = { id: 'bench-station', kind: 'ais' }
    return {
      type: 'position',
      craftId: `mmsi:${512_000_000 + craft}`,
      observedAt: new Date().toISOString(),
      source,
      ...place,
    }
  }
  const run = async (): Promise<void> => {
    const startedMs = performance.now()
    const under: Promise<void>[] = []
    while (!stop.signal.aborted) {
      const due = Math.floor(((performance.now() - startedMs) * POSITIONS_PER_SECOND) / 1_000) - sent
      if (due > 0) under.push(postLines(url, Array.from({ length: due }, record)))
      sent += due
      await sleep(TICK_MS)
    }
    await Promise.all(under)
  }
  const ran = run()
  ran.catch(() => {}) // Looked at by `stop`.
  return {
    stop: async (): Promise<number> => {
      stop.abort()
      await ran
      return sent
    },
  }
}

/** When each craft's first alert came, by this process's clock. */
export const watchAlerts = async (alertUrl: string) => {
  const cameAtMs = new Map<string, number>()
  const socket = new WebSocket(`${alertUrl.replace('http', 'ws')}/v1/feed`)
  let isLive = false
  socket.on('open', () => socket.send('{"type":"subscribe"}'))
  socket.on('message', (data) => {
    const nowMs = performance.now()
    const frame = JSON.parse(String(data)) as { type: string; alert?: { craft: readonly { craftId: string }[] } }
    if (frame.type === 'snapshot') isLive = true
    for (const { craftId } of frame.alert?.craft ?? []) if (!cameAtMs.has(craftId)) cameAtMs.set(craftId, nowMs)
  })
  await waitFor(() => isLive, { what: 'the feed to be live' })
  return { cameAtMs, close: () => socket.terminate() }
}

export const endToEndBench: Bench = {
  name: 'end-to-end',
  title: `POST to WebSocket: a count that raises an alert, among ${POSITIONS_PER_SECOND} observations a second`,
  run: async (context) => {
    const { quick, say, open } = context
    const places = await placesApart()
    const { ingestUrl, alertUrl } = await startSystem(context)
    const feed = open.adopt(await watchAlerts(alertUrl), ({ close }) => close())
    const feeding = keepFeeding(ingestUrl, places)
    const acknowledgedMs: number[] = []
    const sentAtMs = new Map<string, number>()
    const count = async (place: Place, craftId: string): Promise<void> => {
      const startedMs = performance.now()
      sentAtMs.set(craftId, startedMs)
      const source = { id: 'bench-patrol', kind: 'patrol' }
      const persons = { method: 'headcount', aboard: 40, permitted: 0, notPermitted: 40 }
      const observedAt = new Date().toISOString()
      await postLines(ingestUrl, [{ type: 'persons', craftId, observedAt, source, ...persons, ...place }])
      acknowledgedMs.push(performance.now() - startedMs)
    }
    const run = async (name: string, boats: readonly Place[]): Promise<void> => {
      const under: Promise<void>[] = []
      for (const [n, place] of boats.entries()) {
        under.push(count(place, `bench:${name}-${n}`))
        await sleep(COUNT_EVERY_MS)
      }
      await Promise.all(under)
      await waitFor(() => feed.cameAtMs.has(`bench:${name}-${boats.length - 1}`), {
        timeoutMs: 60_000,
        what: 'the last alert',
      })
    }
    say('warming up')
    const warmUp = quick ? 10 : 30
    await run('warm', places.slice(0, warmUp))
    acknowledgedMs.length = 0
    sentAtMs.clear()
    const startedMs = performance.now()
    const boats = places.slice(warmUp, quick ? 30 : undefined)
    say(`${boats.length} counts, one every ${COUNT_EVERY_MS} ms`)
    await run('measured', boats)
    const seconds = (performance.now() - startedMs) / 1_000
    const sent = await feeding.stop()
    say(`${sent} positions in all; measured for ${seconds.toFixed(1)} s`)
    const tookMs = [...sentAtMs].map(([craftId, sentMs]) => (feed.cameAtMs.get(craftId) ?? Number.NaN) - sentMs)
    const missing = tookMs.filter(Number.isNaN).length
    if (missing > 0) throw new Error(`${missing} of ${boats.length} counts raised no alert`)
    return [
      { measure: 'POST → WebSocket, p50', value: percentile(tookMs, 50), unit: 'ms', aim: { valueMax: 20 } },
      { measure: 'POST → WebSocket, p99', value: percentile(tookMs, 99), unit: 'ms', aim: { valueMax: 50 } },
      { measure: 'of it POST → 202, p50', value: percentile(acknowledgedMs, 50), unit: 'ms' },
      { measure: 'of it POST → 202, p99', value: percentile(acknowledgedMs, 99), unit: 'ms' },
    ]
  },
}
