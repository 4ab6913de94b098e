/**
 * Retakes the pictures of docs/console.md, at a time that stands still and with alerts that the rules count from made observations:
 *
 *   node tests/e2e/console/take-screenshots.ts [--to FOLDER] [name of one …]
 */
import { mkdir, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { buildConsole } from '@landfall/infra-local'
import type { Page } from 'playwright-core'
import { encodePng } from './encode-png.ts'
import { floodAlerts } from './flood-alerts.ts'
import { openBrowser } from './open-browser.ts'
import { atSea } from './pictures/at-sea.ts'
import { pictureAlerts, warningBefore } from './pictures/picture-alerts.ts'
import { pictureFeed } from './pictures/picture-feed.ts'
import { PICTURE_MS } from './pictures/picture-logs.ts'
import { serveFeed } from './serve-feed.ts'
import { watchPage } from './watch-page.ts'

const BYTES_MAX = 250_000
const SIZES = {
  desk: { width: 1_440, height: 900 },
  small: { width: 1_280, height: 720 },
  tablet: { width: 820, height: 1_180 },
  wall: { width: 1_920, height: 1_080 },
} as const

type Shot = {
  readonly name: string
  readonly alerts: keyof typeof SCENES
  readonly search?: string
  readonly size?: keyof typeof SIZES
  readonly theme?: 'light' | 'dark' | 'night'
  /** What is done before the picture is taken. */
  readonly act?: (page: Page) => Promise<void>
}

const { arrival, distress, inbound, silent, exercise } = pictureAlerts
const five = [arrival, distress, inbound, silent, exercise]
const flood = floodAlerts(200, PICTURE_MS).map(atSea)
/** What is open, and how much else is at sea. */
const SCENES = {
  one: { alerts: [arrival], trafficCraft: 300 },
  five: { alerts: five, trafficCraft: 300 },
  busy: { alerts: five, trafficCraft: 5_000 },
  flood: { alerts: flood, trafficCraft: 1_500 },
  before: { alerts: [warningBefore], trafficCraft: 300 },
  none: { alerts: [], trafficCraft: 300 },
} as const

const ofArrival = `?alert=${arrival.alertId}`

const press = (name: string) => async (page: Page) => {
  await page.getByRole('button', { name, exact: true }).click()
  await page.mouse.move(530, 28) // Off everything that shows that it is pointed at.
}
const fitAll = press('Fit all open alerts')

const fillReport = async (page: Page): Promise<void> => {
  await page.getByLabel('Position', { exact: true }).fill("34°30.6'S 173 02.0E")
  for (const name of ['Minimum', 'Likely', 'Maximum']) await page.getByLabel(name, { exact: true }).fill('22')
  await page.getByRole('button', { name: 'None has it' }).click()
  await page.getByRole('button', { name: 'Headcount' }).click()
  await page.getByText('This turns the warning into an ALARM').waitFor()
}

const SHOTS: readonly Shot[] = [
  { name: 'one-alert', alerts: 'one', search: ofArrival },
  { name: 'desk', alerts: 'five', search: ofArrival },
  { name: 'desk-small', alerts: 'five', search: ofArrival, size: 'small' },
  { name: 'desk-light', alerts: 'five', search: ofArrival, theme: 'light' },
  { name: 'desk-night', alerts: 'five', search: ofArrival, theme: 'night' },
  { name: 'flood', alerts: 'flood', search: '?alert=nz-3', act: fitAll },
  { name: 'flood-light', alerts: 'flood', search: '?alert=nz-3', theme: 'light', act: fitAll },
  {
    name: 'busy-sea',
    alerts: 'busy',
    act: press('Home: the whole area'),
  },
  { name: 'tablet', alerts: 'five', search: ofArrival, size: 'tablet' },
  { name: 'wall', alerts: 'five', search: '?kiosk=1', size: 'wall' },
  { name: 'inbound', alerts: 'five', search: `?alert=${inbound.alertId}` },
  { name: 'distress', alerts: 'five', search: `?alert=${distress.alertId}` },
  { name: 'craft', alerts: 'five', search: `${ofArrival}&tab=craft` },
  { name: 'timeline', alerts: 'five', search: `${ofArrival}&tab=timeline` },
  { name: 'log', alerts: 'five', search: `${ofArrival}&tab=log` },
  {
    name: 'report',
    alerts: 'before',
    search: `?view=report&alert=${arrival.alertId}&craft=real/track:radar-north-4401`,
    act: fillReport,
  },
  { name: 'handover', alerts: 'five', search: '?view=handover' },
  {
    name: 'close',
    alerts: 'five',
    search: ofArrival,
    act: press('Close…'),
  },
  { name: 'empty', alerts: 'none' },
]

const { values, positionals } = parseArgs({ options: { to: { type: 'string' } }, allowPositionals: true })
const folder = values.to ?? fileURLToPath(new URL('../../../docs/screenshots/', import.meta.url))
const say = (text: string): void => void process.stdout.write(`${text}\n`)

const shoot = async ({ name, alerts, search = '', size = 'desk', theme = 'dark', act }: Shot): Promise<void> => {
  using feed = await serveFeed(pictureFeed(SCENES[alerts]))
  const isTouch = size === 'tablet'
  const context = await browser.newContext({
    ...{ viewport: SIZES[size], colorScheme: theme === 'light' ? 'light' : 'dark' },
    ...{ reducedMotion: 'reduce', isMobile: isTouch, hasTouch: isTouch },
  })
  const page = await context.newPage()
  const faults = await watchPage(page)
  await page.clock.setFixedTime(PICTURE_MS)
  await page.addInitScript(`localStorage.setItem('landfall.preferences', '{"theme":"${theme}"}')`)
  await page.goto(`${feed.url}/${search}`)
  await page.locator('.row, .report, .wall .number, .page, .empty').first().waitFor()
  if ((await page.locator('.map-place').count()) > 0)
    await page.locator('.map-place[data-ready]').waitFor({ state: 'attached', timeout: 60_000 })
  await act?.(page)
  await page.waitForTimeout(SETTLE_MS) // The map has no event for “all that will be drawn is drawn”.
  const png = encodePng(await page.screenshot())
  if (png.length > BYTES_MAX) throw new Error(`${name}: ${png.length} bytes, at most ${BYTES_MAX}`)
  await writeFile(`${folder}/${name}.png`, png)
  say(`${name}: ${png.length} bytes`)
  faults.errors.forEach(say)
  await context.close()
}

const SETTLE_MS = 2_500

await mkdir(folder, { recursive: true })
await buildConsole()
const browser = await openBrowser({ webGl: true })
for (const shot of SHOTS) if (positionals.length === 0 || positionals.includes(shot.name)) await shoot(shot)
await browser.close()
