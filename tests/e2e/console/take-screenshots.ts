/**
 * Makes docs/screenshots anew, from a Landfall that runs with an empty sea:
 *
 *   npm start -- --no-exercise
 *   node tests/e2e/console/take-screenshots.ts [http://127.0.0.1:3000 http://127.0.0.1:3001]
 */
import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright-core'
import { openBrowser } from './open-browser.ts'
import { playAtOnce, scenarioOf } from './play.ts'
import { watchPage } from './watch-page.ts'

const [alertUrl = 'http://127.0.0.1:3000', ingestUrl = 'http://127.0.0.1:3001', ...wanted] = process.argv.slice(2)
const SETTLE_MS = 4_000

const folder = fileURLToPath(new URL('../../../docs/screenshots/', import.meta.url))
const say = (text: string): void => void process.stdout.write(`${text}\n`)

const browser = await openBrowser({ webGl: true })
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

const northland = scenarioOf('northland')
const play = playAtOnce(ingestUrl, northland, Date.now())
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
await shoot('console', page)
const alertId = await page.locator('.row.alarm button').first().getAttribute('data-alert-id')

await page.keyboard.press('?')
await shoot('help', page)
await page.keyboard.press('Escape')
await page.keyboard.press('s')
await shoot('silence', page)
await page.keyboard.press('Escape')
await page.locator('.choice', { hasText: 'caution' }).click()
await shoot('filter', page)
await page.keyboard.press('x')
await page.close()

const light = await open(`?alert=${alertId}`, { viewport: { width: 1_920, height: 1_080 }, colorScheme: 'light' })
await shoot('wide-light', light)
await light.close()
const tablet = await open(`?alert=${alertId}`, { viewport: { width: 820, height: 1_180 }, colorScheme: 'dark' })
await shoot('tablet', tablet)
await tablet.close()
const kiosk = await open('?kiosk=1&only=list')
await shoot('list-kiosk', kiosk)
await kiosk.close()
const report = await open(`?view=report&alert=${alertId}`)
await shoot('report', report)
await report.close()

const handover = await open(`?alert=${alertId}`)
await handover.keyboard.press('a')
await handover.locator('.state', { hasText: 'acknowledged by' }).first().waitFor()
await handover.keyboard.press('h')
await shoot('handover', handover)
await handover.emulateMedia({ media: 'print' })
await shoot('handover-print', handover)
await handover.close()
await browser.close()
