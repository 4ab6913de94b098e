/**
 * What eight hours of a watch cost the page in memory, at speed: 5,000 craft, an alert that changes every 40 s, an operator
 * who looks at it, a connection lost each hour.
 *
 *   node tests/e2e/console/measure-watch.ts [hours]
 */

import { readFileSync } from 'node:fs'
import { buildConsole } from '@landfall/infra-local'
import { waitFor } from '@landfall/testkit'
import type { CDPSession, Page } from 'playwright-core'
import { openBrowser } from './open-browser.ts'
import { serveFeed } from './serve-feed.ts'
import { simulateWatch } from './simulate-watch.ts'

const HOUR_S = 3_600
const hours = Number(process.argv[2] ?? 8)
/** Frames that may be on their way to the page. */
const AHEAD_MAX = 120
const LOOK_S = 600
const STEP_MS_MAX = 120_000
/** The page's time is the watch's, and its ticker ticks with each second of it. */
const AT_SPEED = `{
  let nowMs = ${Date.now()}
  let seconds = 0
  let tick = () => {}
  Date.now = () => nowMs
  const RealWorker = Worker
  window.Worker = class {
    constructor(url, options) {
      if (!String(url).includes('ticker')) return new RealWorker(url, options)
    }
    set onmessage(given) { tick = given }
    set onerror(given) {}
  }
  window.WebSocket = class extends WebSocket {
    constructor(...given) {
      super(...given)
      this.addEventListener('message', ({ data }) => {
        if (data.startsWith('{"type":"heartbeat"')) nowMs = Date.parse(JSON.parse(data).serverTime)
        if (!data.startsWith('{"type":"tracks"')) return
        seconds += 1
        nowMs += 1000
        queueMicrotask(tick)
        if (seconds % 20 === 0) this.send(String(seconds))
      })
    }
  }
}`
const say = (text: string): void => void process.stdout.write(`${text}\n`)

const measure = async (cdp: CDPSession, pid: number, name: string): Promise<number> => {
  await cdp.send('HeapProfiler.collectGarbage')
  const { usedSize } = await cdp.send('Runtime.getHeapUsage')
  const { nodes, jsEventListeners } = await cdp.send('Memory.getDOMCounters')
  const [, rssKb] = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? []
  const heapMb = usedSize / 1e6
  const rssMb = Number(rssKb) / 1e3
  say(`${name} | ${heapMb.toFixed(1)} | ${rssMb.toFixed(0)} | ${nodes} | ${jsEventListeners}`)
  return heapMb
}

/** What an operator does on and off: the next alert, its evidence, the other views, the map away and back. */
const look = async (page: Page): Promise<void> => {
  for (const key of ['j', 'Enter', 'h', 'p', 'w', '?', 'Escape', 'n', 'Escape', 'm', 'm'])
    await page.keyboard.press(key)
}

await buildConsole()
const watch = simulateWatch(Date.now())
using feed = await serveFeed(watch)
const browser = await openBrowser({ webGl: true })
const page = await browser.newPage({ viewport: { width: 1_280, height: 720 } })
page.on('pageerror', (error) => say(String(error)))
await page.addInitScript(AT_SPEED)
await page.goto(feed.url)
await page.locator('.map-place[data-ready]').waitFor({ state: 'attached', timeout: 60_000 })
const cdp = await page.context().newCDPSession(page)
const whole = await browser.newBrowserCDPSession()
const { processInfo } = await whole.send('SystemInfo.getProcessInfo')
const pid = Math.max(...processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => id))

say('after | heap, MB | process, MB | nodes | listeners\n--- | --- | --- | --- | ---')
const startedMs = performance.now()
// The opening's craft are the page's first second; each connection has one.
let sent = 1
for (let second = 1; second <= hours * HOUR_S; second++) {
  for (const frame of watch.next()) feed.send(frame)
  sent += 1
  if (sent % 20 === 0) await waitFor(() => feed.acknowledged() >= sent - AHEAD_MAX, { timeoutMs: STEP_MS_MAX })
  if (second % LOOK_S === 0) await look(page)
  if (second % HOUR_S !== 0 && second !== 60) continue
  await waitFor(() => feed.acknowledged() >= sent - 20, { timeoutMs: STEP_MS_MAX })
  await measure(cdp, pid, second === 60 ? 'a minute' : `${second / HOUR_S} h`)
  if (second === hours * HOUR_S) break
  if (second === 60) continue
  feed.cut()
  await waitFor(() => feed.listeners() > 0, { timeoutMs: STEP_MS_MAX, what: 'the page to come back' })
  sent += 1
}
say(`\n${hours} h in ${((performance.now() - startedMs) / 1_000).toFixed(0)} s`)
await browser.close()
process.exit(0)
