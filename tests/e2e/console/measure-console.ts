/**
 * Figures of the console, from a Landfall that runs (and a picture of the busy sea):
 *
 *   npm start -- --no-exercise
 *   node tests/e2e/console/measure-console.ts [http://127.0.0.1:3000 http://127.0.0.1:3001]
 *
 * In a headless browser without a graphics card the map is drawn by the processor: its frame rate is a floor.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { makeBusySea } from '@landfall/simulator'
import { openBrowser } from './open-browser.ts'
import { playAtOnce } from './play.ts'

const [alertUrl = 'http://127.0.0.1:3000', ingestUrl = 'http://127.0.0.1:3001'] = process.argv.slice(2)
const MINUTES = 4
const FRAMES_MS = 10_000
const COUNT_FRAMES = `new Promise((resolve) => {
  let frames = 0
  const startMs = performance.now()
  const step = () => {
    frames += 1
    const passedMs = performance.now() - startMs
    if (passedMs < ${FRAMES_MS}) requestAnimationFrame(step)
    else resolve(frames / (passedMs / 1000))
  }
  requestAnimationFrame(step)
})`
const say = (what: string, figure: string): void => void process.stdout.write(`${what}: ${figure}\n`)

const assets = fileURLToPath(new URL('../../../services/console/dist/assets/', import.meta.url))
for (const name of readdirSync(assets).toSorted()) {
  const bytes = readFileSync(assets + name)
  say(
    name.replace(/-[\w-]{8}\./, '.'),
    `${(bytes.length / 1_000).toFixed(1)} kB, ${(gzipSync(bytes).length / 1_000).toFixed(1)} kB gzip`,
  )
}

const browser = await openBrowser({ webGl: true })
const page = await browser.newPage({ viewport: { width: 1_280, height: 720 }, colorScheme: 'dark' })
const heapMb = async (): Promise<string> => {
  const used = await page.evaluate('performance.memory?.usedJSHeapSize ?? 0')
  return `${(Number(used) / 1_000_000).toFixed(1)} MB`
}
const openedMs = Date.now()
await page.goto(alertUrl)
await page.locator('.row').first().waitFor()
say('opening to the first alert', `${Date.now() - openedMs} ms`)
await page.locator('.map-place[data-ready]').waitFor({ state: 'attached', timeout: 60_000 })
say('opening to the map', `${Date.now() - openedMs} ms`)
say('heap with the map', await heapMb())
say('frames a second, quiet', String(Math.round(Number(await page.evaluate(COUNT_FRAMES)))))

const sea = makeBusySea({ craft: 5_000, minutes: MINUTES })
const play = playAtOnce(ingestUrl, sea, Date.now() - sea.durationMs)
await play.until(sea.durationMs / 4)
await page.getByText(/^[5-9]\d{3} craft/).waitFor({ timeout: 120_000 })
const moving = play.until(sea.durationMs)
say('frames a second, 5,000 craft moving', String(Math.round(Number(await page.evaluate(COUNT_FRAMES)))))
await moving
await page.waitForTimeout(3_000)
say('heap with 5,000 craft', await heapMb())
await page.screenshot({ path: fileURLToPath(new URL('../../../docs/screenshots/busy-sea.png', import.meta.url)) })
await browser.close()
