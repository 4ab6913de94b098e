/**
 * Takes the moving picture of README.md, docs/screenshots/early-warning.gif: the console while the exercise `inbound` is played.
 *
 *   node tests/e2e/console/take-moving-picture.ts
 */
import { writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { buildConsole, startKafka, startRedis } from '@landfall/infra-local'
import { startCli } from '../run-cli.ts'
import { startSystem } from '../start-system.ts'
import { encodeGif } from './encode-gif.ts'
import { openBrowser } from './open-browser.ts'

const FRAME_MS = 1_700
const SHOWN_MS = 500
/** Of the last one, before it begins again. */
const LAST_SHOWN_MS = 3_000
const BYTES_MAX = 3_000_000

await buildConsole()
await using parts = new AsyncDisposableStack()
const kafka = parts.adopt(await startKafka(), (one) => one.stop())
const redis = parts.adopt(await startRedis(), (one) => one.stop())
const system = parts.use(
  await startSystem({ kafkaBrokers: kafka.brokers, redisUrl: redis.url, prefix: 'moving-picture' }),
)
const browser = parts.adopt(await openBrowser({ webGl: true }), (one) => one.close())
const page = await browser.newPage({ viewport: { width: 1_280, height: 720 }, colorScheme: 'dark' })
await page.goto(system.alertUrl)
await page.locator('.map-place[data-ready]').waitFor({ state: 'attached' })

const playing = startCli(['simulate', 'inbound', '--url', system.ingestUrl], {})
let isOver = false
void playing.ended.then(() => {
  isOver = true
})
await page.locator('[data-alert-id]').first().click({ timeout: 60_000 })
await page.mouse.move(640, 715)
const frames: Buffer[] = []
while (!isOver) {
  frames.push(await page.screenshot())
  await page.waitForTimeout(FRAME_MS)
}
frames.push(await page.screenshot())

const gif = encodeGif(frames, { shownMs: SHOWN_MS, lastShownMs: LAST_SHOWN_MS })
if (gif.length > BYTES_MAX) throw new Error(`${gif.length} bytes: at most ${BYTES_MAX}; take fewer frames`)
const path = fileURLToPath(new URL('../../../docs/screenshots/early-warning.gif', import.meta.url))
await writeFile(path, gif)
process.stdout.write(`${path}: ${frames.length} frames, ${gif.length} bytes\n`)
