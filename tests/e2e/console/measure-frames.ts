/**
 * The size of the page, the time to the first alert, and frames a second with 5,000 craft that all move each second,
 * the map over the whole of New Zealand, then while it is dragged, then with 200 more alerts, which `j` works through.
 *
 *   node tests/e2e/console/measure-frames.ts [picture.png]
 *
 * In a headless browser without a graphics card the map is drawn by the processor: the frames are a floor, the share of
 * the main thread is the page's own.
 */
import { buildConsole } from '@landfall/infra-local'
import { countFrames } from './count-frames.ts'
import { openBrowser } from './open-browser.ts'
import { serveFeed } from './serve-feed.ts'
import { simulateWatch } from './simulate-watch.ts'
import { sizesAtFirst, sizesOf } from './sizes-of.ts'
import { timePresses } from './time-presses.ts'

const say = (text: string): void => void process.stdout.write(`${text}\n`)
const [picture] = process.argv.slice(2)

await buildConsole()
const watch = simulateWatch(Date.now())
for (let second = 0; second < 60; second++) watch.next() // An alert is there when the page is opened.
using feed = await serveFeed(watch)
const dist = new URL('../../../services/console/dist/', import.meta.url)
for (const line of sizesOf(new URL('assets/', dist))) say(line)
const { script, style } = sizesAtFirst(new URL('index.html', dist))
say(`before the first alert: ${script} bytes of script and ${style} of style, compressed`)
const browser = await openBrowser({ webGl: true })
const page = await browser.newPage({ viewport: { width: 1_280, height: 720 }, colorScheme: 'dark' })
page.on('pageerror', (error) => say(String(error)))
for (const which of ['opened first', 'opened again']) {
  const openedMs = performance.now()
  await page.goto(feed.url)
  await page.locator('.row').first().waitFor()
  say(`${which}, to the first alert: ${(performance.now() - openedMs).toFixed(0)} ms`)
}
await page.locator('.map-place[data-ready]').waitFor({ state: 'attached', timeout: 60_000 })
await page.getByText(/^5000 craft/).waitFor()
say(`still: ${await countFrames(page)}`)
const sailing = setInterval(() => feed.send({ type: 'tracks', craft: watch.sailAll() }), 1_000)
say(`moving: ${await countFrames(page)}`)
if (picture !== undefined) await page.screenshot({ path: picture })
await page.mouse.move(900, 200)
await page.mouse.down()
let x = 900
const dragging = setInterval(() => {
  x -= 3
  page.mouse.move(x, 200).catch(() => undefined) // The last one may meet a page that is closed.
}, 100)
say(`moving and dragged: ${await countFrames(page)}`)
clearInterval(dragging)
await page.mouse.up()
// As many open alerts as a flood has, all over the sea.
const snapshot = watch.opening().find((frame) => frame.type === 'snapshot')
const alert = snapshot?.alerts[0]
if (alert?.kind !== 'mass-arrival') throw new Error('the watch has an alert')
for (const [i, { longitude, latitude }] of watch.sailAll().slice(0, 200).entries()) {
  const craft = alert.craft.map((one) => ({ ...one, longitude, latitude }))
  feed.send({ type: 'alert', cursor: `a${1_000 + i}.c0`, alert: { ...alert, alertId: `flood-${i}`, craft } })
}
await page.locator('.alert-marker.many').first().waitFor()
say(`moving, with 200 more alerts: ${await countFrames(page)}`)
say(`j, with 200 more alerts: ${await timePresses(page, 'j', 20)}`)
clearInterval(sailing)
await browser.close()
process.exit(0)
