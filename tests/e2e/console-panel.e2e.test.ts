import type { HistoryEntry, MassArrivalAlert, OperatorSide, ServerFrame } from '@landfall/contracts'
import { buildConsole } from '@landfall/infra-local'
import { anAlert, anOperatorSide, waitFor } from '@landfall/testkit'
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { openBrowser } from './console/open-browser.ts'
import { serveFeed } from './console/serve-feed.ts'

// The panel of the chosen alert, on a scripted feed: what is in view, what scrolls, and that keys alone are enough.

const AT = '2026-11-23T09:02:00.000Z'
const [boat] = anAlert().craft
if (boat === undefined) throw new Error('the builder makes an alert with a craft')
const craftOf = (count: number) =>
  Array.from({ length: count }, (_, i) => ({ ...boat, craftId: `track:radar-${i}`, name: `BOAT ${i}` }))
const operatorSide = anOperatorSide(AT, { allowedActions: ['acknowledge', 'silence', 'note', 'close'] })
const viewOf = (given: Partial<MassArrivalAlert & OperatorSide>) => ({ ...anAlert(given), ...operatorSide, ...given })
const closed = { at: AT, operator: 'ben', note: 'All ashore at Houhora.' }
const ALERTS = [
  viewOf({ alertId: 'nz-few', craft: craftOf(4) }),
  viewOf({ alertId: 'nz-many', craft: craftOf(60) }),
  viewOf({ alertId: 'nz-closed', state: 'closed', closed, allowedActions: ['reopen'] }),
]
const HISTORY: readonly HistoryEntry[] = [
  { kind: 'version', at: AT, version: 1, differences: [], alert: anAlert() },
  {
    kind: 'version',
    at: AT,
    version: 2,
    differences: [
      { path: `craft.track:radar-3@${boat.arrivedAt}`, after: boat },
      { path: 'unauthorised.likely', before: 40, after: 46 },
    ],
    alert: anAlert({ version: 2, craft: craftOf(4), changes: ['craft-joined'] }),
  },
]
const opening = (): readonly ServerFrame[] => [
  { type: 'welcome', protocol: 1, epoch: 'e', cursor: 'a0.c0', serverTime: AT, recovered: false, tracks: true },
  { type: 'snapshot', cursor: 'a0.c0', more: false, alerts: ALERTS },
]

let server: Awaited<ReturnType<typeof serveFeed>>
let plain: Browser
let withMap: Browser
let page: Page

beforeAll(async () => {
  await buildConsole()
  server = await serveFeed({ opening, history: () => HISTORY })
  plain = await openBrowser({ webGl: false })
  withMap = await openBrowser({ webGl: true })
})
afterEach(() => page.context().close())
afterAll(async () => {
  await plain?.close()
  await withMap?.close()
  server?.[Symbol.dispose]()
})

const DESK = { width: 1_440, height: 900 }

/** `browser`: with WebGL where it matters that the panel stands beside a map. */
const open = async (search: string, browser = plain, viewport = DESK): Promise<void> => {
  page = await (await browser.newContext({ viewport })).newPage()
  await page.goto(`${server.url}/${search}`)
  await page.locator('.panel-head').waitFor()
}
const tab = (name: string) => page.getByRole('tab', { name })
const widthOf = async (): Promise<number> => (await page.locator('.panel').boundingBox())?.width ?? 0
const isInView = (selector: string): Promise<boolean> =>
  page.evaluate(`(() => {
    const box = document.querySelector(${JSON.stringify(selector)}).getBoundingClientRect()
    return box.top >= 0 && box.bottom <= innerHeight && box.height > 0
  })()`)

test.each([
  [1_440, 900],
  [1_280, 720],
  [820, 1_180],
])('at %i × %i place, number, actions and tabs stay in view while the rest scrolls', async (width, height) => {
  await open('?alert=nz-many&tab=craft', withMap, { width, height })
  await page.locator('.craft-rows > li').last().scrollIntoViewIfNeeded()
  expect(await isInView('.craft-rows > li:last-child')).toBe(true)
  for (const part of ['.panel-head h2', '.hero-number', '.panel .actions button', '.panel-tabs'])
    expect(await isInView(part), part).toBe(true)
})

test('sixty craft take no more than 3,000 px, and one opens to its reports', async () => {
  await open('?alert=nz-many&tab=craft')
  expect(await page.evaluate("document.querySelector('#part-craft').scrollHeight")).toBeLessThanOrEqual(3_000)
  await page.locator('.craft-rows summary').nth(2).click()
  await page.locator('.craft-details').nth(2).getByText('42 aboard').waitFor()
})

test('tabs follow the arrow keys, are in the address, and stay when another alert is chosen', async () => {
  await open('?alert=nz-few')
  await tab('Summary').focus()
  await page.keyboard.press('ArrowRight')
  await page.locator('.craft-rows').waitFor()
  expect(page.url()).toContain('tab=craft')
  await page.keyboard.press('End')
  await page.getByText('Track radar-3 joined as D: likely 40 → 46').waitFor()
  await page.keyboard.press('ArrowRight')
  await page.locator('.lead').waitFor()
  expect(page.url()).not.toContain('tab=')
  await tab('Log 2').click()
  await page.locator('[data-alert-id="nz-many"]').click()
  await page.locator('.panel .id').getByText('nz-many').waitFor()
  await page.getByText('Track radar-3 joined as D').waitFor()
  await page.reload()
  await page.getByText('Track radar-3 joined as D').waitFor()
})

test('records are shown only when they are asked for', async () => {
  await open('?alert=nz-few&tab=log')
  await page.locator('.history li').first().waitFor()
  expect(await page.locator('.history pre').count()).toBe(0)
  await page.getByRole('switch', { name: 'Show records' }).click()
  await page.locator('.history pre').getByText('unauthorised.likely').waitFor()
})

test('a craft is pointed at by pointer and by key, and no longer when both have left', async () => {
  await open('?alert=nz-few&tab=craft')
  const rows = page.locator('.craft-rows > li')
  const pointed = () => page.locator('.craft-rows > .pointed').allTextContents()
  await rows.nth(1).hover()
  await waitFor(async () => (await pointed())[0]?.includes('radar-1') === true)
  await page.locator('.panel-head h2').hover()
  await waitFor(async () => (await pointed()).length === 0)
  await rows.nth(2).locator('summary').focus()
  await waitFor(async () => (await pointed())[0]?.includes('radar-2') === true)
  await tab('Craft').focus()
  await waitFor(async () => (await pointed()).length === 0)
})

test('the edge of the panel is dragged or moved by keys, is remembered, and goes back on a double press', async () => {
  await open('?alert=nz-few', withMap)
  const edge = page.getByRole('separator', { name: 'Width of the panel' })
  const usual = await widthOf()
  const box = await edge.boundingBox()
  if (box === null) throw new Error('the edge is not drawn')
  await page.mouse.move(box.x + 4, box.y + 300)
  await page.mouse.down()
  await page.mouse.move(box.x + 4 - 96, box.y + 300)
  await page.mouse.up()
  await waitFor(async () => Math.abs((await widthOf()) - usual - 96) < 4)
  await edge.focus()
  await page.keyboard.press('ArrowRight')
  await waitFor(async () => Math.abs((await widthOf()) - usual - 80) < 4)
  const width = Math.round(await widthOf())
  expect(await edge.getAttribute('aria-valuenow')).toBe(String(width))
  await page.reload()
  await page.locator('.panel-head').waitFor()
  expect(Math.round(await widthOf())).toBe(width)
  await edge.dblclick()
  await waitFor(async () => (await widthOf()) === usual)
})

test('a closed alert says so across its panel: when, who and why', async () => {
  await open('?alert=nz-closed&show=finished')
  await expect
    .poll(() => page.locator('.ending').textContent())
    .toMatch(/CLOSED.*23 Nov 09:02 UTC.*by ben.*All ashore at Houhora/)
  await page.getByRole('button', { name: 'Read the log' }).click()
  await page.locator('.history li').first().waitFor()
})
