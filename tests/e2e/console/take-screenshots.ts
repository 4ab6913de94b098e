/**
 * Retakes docs/screenshots, from a Landfall of its own with the scenarios, `northland` first and `busy-sea` last, and one more for `inbound`:
 *
 *   node tests/e2e/console/take-screenshots.ts [name of one …]
 */
import { fileURLToPath } from 'node:url'
import { buildConsole, startKafka, startRedis } from '@landfall/infra-local'
import { makeBusySea } from '@landfall/simulator'
import type { Page } from 'playwright-core'
import { startSystem } from '../start-system.ts'
import { aSilentSource, openAlertWriter } from './open-alert-writer.ts'
import { openBrowser } from './open-browser.ts'
import { playAtOnce, scenarioOf } from './play-at-once.ts'
import { watchPage } from './watch-page.ts'

const wanted = process.argv.slice(2)
const SETTLE_MS = 4_000
const BUSY_MINUTES = 2

await buildConsole()
await using parts = new AsyncDisposableStack()
const kafka = parts.adopt(await startKafka(), (one) => one.stop())
const redis = parts.adopt(await startRedis(), (one) => one.stop())
const prefix = 'pictures'
const system = parts.use(await startSystem({ kafkaBrokers: kafka.brokers, redisUrl: redis.url, prefix }))
const { alertUrl, ingestUrl } = system

const folder = fileURLToPath(new URL('../../../docs/screenshots/', import.meta.url))
const say = (text: string): void => void process.stdout.write(`${text}\n`)

const browser = parts.adopt(await openBrowser({ webGl: true }), (one) => one.close())
const desk = { viewport: { width: 1_280, height: 720 }, colorScheme: 'dark' as const }

const shoot = async (name: string, page: Page): Promise<void> => {
  if (wanted.length > 0 && !wanted.includes(name)) return
  if ((await page.locator('.map-place').count()) > 0) {
    await page.locator('.map-place[data-ready]').waitFor({ state: 'attached' })
  }
  await page.waitForTimeout(SETTLE_MS) // The map has no event for “all that will be drawn is drawn”.
  await page.screenshot({ path: `${folder}${name}.png` })
  say(name)
}

type PageOptions = Parameters<typeof browser.newPage>[0]
const open = async (search: string, options: PageOptions = desk, isReady = '.row, .report'): Promise<Page> => {
  const page = await browser.newPage(options)
  const faults = await watchPage(page)
  page.on('close', () => faults.errors.forEach(say))
  await page.goto(`${alertUrl}/${search}`)
  await page.locator(isReady).first().waitFor()
  return page
}

const empty = await open('', desk, '.list')
await empty.getByText('No alerts.').waitFor()
await shoot('empty-sea', empty)
await empty.close()

/** Boats far out, in a sea of their own, when a quarter of the story is over: the picture of README.md. */
const shootInbound = async (): Promise<void> => {
  await using early = await startSystem({ kafkaBrokers: kafka.brokers, redisUrl: redis.url, prefix: 'inbound' })
  const inbound = scenarioOf('inbound')
  const [storyMinutes, nowMinute] = [950, 330]
  const startMs = Date.now() + (storyMinutes - nowMinute) * 60_000
  const page = await browser.newPage(desk)
  await page.goto(early.alertUrl)
  await page.locator('.list').first().waitFor()
  await playAtOnce(early.ingestUrl, inbound, startMs).until((nowMinute / storyMinutes) * inbound.durationMs)
  await page.locator('.row.warning button').first().click({ timeout: 60_000 })
  await page.mouse.move(900, 700)
  await shoot('inbound', page)
  await page.close()
}
await shootInbound()

const northland = scenarioOf('northland')
// Just over: the newest arrival is minutes old.
const play = playAtOnce(ingestUrl, northland, Date.now() - northland.durationMs - 60_000)
const page = await open('', desk, '.list')
await play.until(northland.durationMs * 0.4)
await page.locator('.row').nth(1).waitFor({ timeout: 60_000 })
await page.locator('.row.warning button').first().click()
await page.mouse.move(900, 700)
await shoot('warning', page)
await play.until(northland.durationMs)
await page.locator('.row.alarm').first().waitFor({ timeout: 60_000 })
await page.locator('.row.alarm button').first().click()
await page.mouse.move(900, 700)
await page.getByText(/^Latest report [1-4] min ago/).waitFor() // The strip is updated every 10 s.
await shoot('console', page)
const alertId = await page.locator('.row.alarm button').first().getAttribute('data-alert-id')

await page.getByRole('tab', { name: 'Craft' }).click()
await shoot('evidence', page)
await page.keyboard.press('?')
await shoot('help', page)
await page.keyboard.press('Escape')
await page.keyboard.press('s')
await shoot('silence', page)
await page.keyboard.press('Escape')
await page.getByRole('button', { name: 'Filter', exact: true }).click()
await page.getByRole('button', { name: 'caution', exact: true }).click()
await shoot('filter', page)
await page.keyboard.press('x')
await page.close()

const light = await open(`?alert=${alertId}`, { viewport: { width: 1_920, height: 1_080 }, colorScheme: 'light' })
await shoot('wide-light', light)
await light.close()
const tablet = await open(`?alert=${alertId}`, { viewport: { width: 1_024, height: 768 }, colorScheme: 'dark' })
await shoot('tablet', tablet)
await tablet.setViewportSize({ width: 768, height: 1_024 })
await shoot('tablet-upright', tablet)
await tablet.close()
const kiosk = await open('?kiosk=1')
await kiosk.locator('.panel .lead').waitFor()
await shoot('kiosk', kiosk)
await kiosk.close()
const second = await open('?only=list', { viewport: { width: 480, height: 720 }, colorScheme: 'dark' })
await shoot('list-only', second)
await second.close()
const plain = parts.adopt(await openBrowser({ webGl: false }), (one) => one.close())
const withoutMap = await plain.newPage(desk)
await withoutMap.goto(`${alertUrl}/?alert=${alertId}`)
await withoutMap.locator('.panel .lead').waitFor()
await shoot('no-webgl', withoutMap)
await withoutMap.close()
const report = await open(`?view=report&alert=${alertId}`)
await shoot('report', report)
await report.close()

const handover = await open(`?alert=${alertId}`)
await handover.keyboard.press('a')
await handover
  .locator('.state', { hasText: /^Acknowledged/ })
  .first()
  .waitFor()
await handover.keyboard.press('h')
await shoot('handover', handover)
await handover.emulateMedia({ media: 'print' })
await shoot('handover-print', handover)
await handover.close()

const chathams = scenarioOf('chathams')
const east = await open('')
await playAtOnce(ingestUrl, chathams, Date.now() - chathams.durationMs - 60_000).until(chathams.durationMs)
await east.locator('.row.warning:not(.ended) button').first().click({ timeout: 60_000 })
await shoot('chathams', east)
await east.close()

const distress = scenarioOf('distress')
const calling = await open('')
await playAtOnce(ingestUrl, distress, Date.now() - distress.durationMs).until(distress.durationMs)
await calling.locator('.row.distress.alarm button').click({ timeout: 60_000 })
await calling.locator('.near tbody tr').nth(2).waitFor({ timeout: 60_000 })
await shoot('distress', calling)
await calling.close()

const writer = parts.use(await openAlertWriter(kafka.brokers, prefix))
const silent = await open(`?alert=${aSilentSource().alertId}`)
await writer.write(aSilentSource())
await silent.getByText('1 SILENT').waitFor({ timeout: 60_000 })
await silent.locator('.sources summary').click()
await shoot('silent-source', silent)
await silent.close()

const sea = makeBusySea({ craft: 5_000, minutes: BUSY_MINUTES })
const busy = await open('')
await playAtOnce(ingestUrl, sea, Date.now() - sea.durationMs).until(sea.durationMs)
await busy.getByText(/^5\d{3} craft/).waitFor({ timeout: 120_000 })
await shoot('busy-sea', busy)
await system.kill('alert', 'SIGKILL')
await busy.getByText('Not current').first().waitFor()
await shoot('not-current', busy)
await busy.close()
