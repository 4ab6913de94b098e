import type { AlertView, ServerFrame } from '@landfall/contracts'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { findAccessibilityViolations } from './console/find-accessibility-violations.ts'
import { floodAlerts } from './console/flood-alerts.ts'
import { openBrowser } from './console/open-browser.ts'
import { type ServedAction, serveFeed } from './console/serve-feed.ts'

// A flood of 200 alerts: what is chosen and its buttons are in view, the page holds only the rows in view, and it is worked off by keyboard.
// The feed is scripted.

const COUNT = 200
/** The rows of the highest window, a few beyond each edge, and the chosen one. */
const LINES_MAX = 60
const SIZES = [
  [1_440, 900],
  [1_280, 720],
  [820, 1_180],
] as const

const startMs = Date.now()
let alerts: readonly AlertView[] = floodAlerts(COUNT, startMs)
let acted: ServedAction[] = []
const opening = (): readonly ServerFrame[] => [
  {
    type: 'welcome',
    protocol: 1,
    epoch: 'e',
    cursor: 'a1.c0',
    serverTime: new Date().toISOString(),
    recovered: false,
    tracks: true,
  },
  { type: 'snapshot', cursor: 'a1.c0', more: false, alerts: [...alerts] },
  {
    type: 'heartbeat',
    serverTime: new Date().toISOString(),
    cursor: 'a1.c0',
    newestObservationAt: new Date(startMs).toISOString(),
    current: true,
    sources: [],
    sourcesMore: 0,
  },
]
const acknowledged = (alert: AlertView | undefined, operator: string): AlertView =>
  ({
    ...alert,
    state: 'acknowledged',
    acknowledgement: { at: new Date().toISOString(), operator, note: null, version: 1 },
    allowedActions: ['silence', 'note', 'close'],
  }) as AlertView

let feed: Awaited<ReturnType<typeof serveFeed>>
let browser: Browser
let page: Page

beforeAll(async () => {
  const act = (action: ServedAction) => {
    acted.push(action)
    const alert = alerts.find(({ alertId }) => alertId === action.alertId)
    // Of each round the second was faster elsewhere.
    const isLate = acted.length === 2
    const body = acknowledged(alert, isLate ? 'ben' : 'anna')
    return isLate
      ? { status: 409, body: { code: 'conflict', message: 'somebody was faster', alert: body } }
      : { status: 200, body }
  }
  feed = await serveFeed({ opening, history: () => [], act })
  browser = await openBrowser({ webGl: false })
  page = await (await browser.newContext({ viewport: { width: 1_440, height: 900 } })).newPage()
})
afterAll(async () => {
  await browser?.close()
  feed?.[Symbol.dispose]()
})
beforeEach(async () => {
  acted = []
  await page.setViewportSize({ width: 1_440, height: 900 })
  await page.mouse.move(1_400, 30) // Off the list, which would hold its rows.
})

const open = async (search = ''): Promise<void> => {
  await page.goto(`${feed.url}/${search}`)
  await page.locator('.alerts .row').first().waitFor()
}
const lines = () => page.locator('.alerts li')
const chosen = () => page.locator('.alerts .row.selected')
const search = () => page.getByLabel('Search alerts')
const dialog = () => page.getByRole('dialog', { name: 'acknowledge several' })

/** Whether an element is within the list's own window, not only within the page's. */
const isInView = (selector: string) =>
  page.evaluate(`(() => {
    const [box, list] = [document.querySelector('${selector}'), document.querySelector('.alerts')].map((one) => one?.getBoundingClientRect())
    return box !== undefined && box.top >= list.top - 1 && box.bottom <= Math.min(list.bottom, innerHeight) + 1
  })()`) as Promise<boolean>

test.each(SIZES)(
  '%i × %i: a link to an alert scrolls to its row, and its buttons are in view',
  async (width, height) => {
    await page.setViewportSize({ width, height })
    await open('?alert=nz-2')
    await chosen().locator('[data-alert-id="nz-2"]').waitFor()
    await expect.poll(() => isInView('.alerts .row.selected')).toBe(true)
    const button = await page.getByRole('button', { name: /^Acknowledge( a)?$/ }).boundingBox()
    expect((button?.y ?? height) + (button?.height ?? 0)).toBeLessThanOrEqual(height)
    expect(await lines().count()).toBeLessThan(LINES_MAX)
  },
)

test('the first row is real and an alarm, and each says which of all it is', async () => {
  await open()
  const first = page.locator('.alerts .row').first()
  await first.locator('.real-tag').waitFor()
  expect(await first.getAttribute('class')).toContain('alarm')
  expect([await first.getAttribute('aria-posinset'), await first.getAttribute('aria-setsize')]).toEqual(['1', '200'])
  expect(await page.locator('.alerts .exercise-tag').count()).toBe(0)
})

test('j twenty times, and k: the chosen row has the focus and is in view', async () => {
  await open()
  const seen = new Set<string | null>()
  for (let i = 0; i < 20; i++) {
    await page.keyboard.press('j')
    await page.locator('.alerts .row.selected button:focus').waitFor()
    expect(await isInView('.alerts .row.selected')).toBe(true)
    seen.add(await chosen().getAttribute('aria-posinset'))
  }
  expect([...seen]).toEqual(Array.from({ length: 20 }, (_, i) => String(i + 1)))
  await page.keyboard.press('k')
  await expect.poll(() => chosen().getAttribute('aria-posinset')).toBe('19')
  expect(await lines().count()).toBeLessThan(LINES_MAX)
})

test('a row that was scrolled away keeps the focus', async () => {
  await open('?alert=nz-0')
  await page.locator('.alerts .row.selected button').focus()
  await page.evaluate("document.querySelector('.alerts').scrollTop = 100000")
  await page.locator('.alerts .row[aria-posinset="200"]').waitFor()
  expect(await isInView('.alerts .row.selected')).toBe(false)
  expect(await page.evaluate('document.activeElement.dataset.alertId')).toBe('nz-0')
})

test('a closed group says how many nobody has acknowledged, and j opens it', async () => {
  await open()
  const group = page.locator('.group-line').first()
  await group.getByText(/\d+ unacknowledged/).waitFor()
  await group.locator('button').click()
  await page.locator('.group-line').nth(1).waitFor()
  expect(await group.locator('button').getAttribute('aria-expanded')).toBe('false')
  await group.getByText(/\d+ unacknowledged/).waitFor()
  await page.keyboard.press('j')
  await expect.poll(() => group.locator('button').getAttribute('aria-expanded')).toBe('true')
  await expect.poll(() => chosen().getAttribute('aria-posinset')).toBe('1')
})

test('the strip counts what waits, and a press goes to the oldest', async () => {
  await open()
  const tags = await page.locator('.chips .tag').allTextContents()
  expect(tags).toEqual(['196 REAL', '4 exercise'])
  const waiting = alerts.filter(({ exercise, state }) => !exercise && state === 'unacknowledged')
  const alarms = waiting.filter(({ severity }) => severity === 'alarm')
  const oldest = alarms.toSorted((a, b) => a.raisedAt.localeCompare(b.raisedAt))[0]
  await page.getByRole('button', { name: `${alarms.length} ALARM` }).click()
  await chosen().locator(`[data-alert-id="${oldest?.alertId}"]`).waitFor()
  await expect.poll(() => isInView('.alerts .row.selected')).toBe(true)
})

test('the search finds places and craft, says what it hides, and Ctrl F leads to it', async () => {
  await open()
  await page.keyboard.press('/')
  await page.keyboard.type('gisborne')
  await page
    .locator('.hidden-notice')
    .getByText(/FILTER ON, 17\d hidden/)
    .waitFor()
  await search().fill('512000123')
  await expect.poll(() => page.locator('.alerts .row').count()).toBe(1)
  await page.keyboard.press('Enter')
  await page.locator('.alerts .row.selected [data-alert-id="nz-123"]:focus').waitFor()
  await page.keyboard.press('x')
  await page.keyboard.press('Control+f')
  await page.locator('#search-alerts:focus').waitFor()
  await page.keyboard.type('nowhere')
  await page.getByText('No alert passes.').waitFor()
  await page.keyboard.press('Escape')
  await expect.poll(() => chosen().count()).toBe(1)
})

test('several are acknowledged in one dialog, each by name and on its own; who was faster is named', async () => {
  await open()
  await page.locator('.group-line input').first().check()
  const count = Number.parseInt((await page.locator('.several-bar .count').textContent()) ?? '', 10)
  expect(count).toBeGreaterThan(3)
  await page.getByRole('button', { name: `Acknowledge ${count} …` }).click()
  expect(await findAccessibilityViolations(page)).toEqual([])
  const named = dialog().locator('.several-rows .heading')
  expect(await named.count()).toBe(count)
  expect(await named.first().textContent()).toMatch(/^Mass arrival, \d+ nm N of /)
  await dialog().locator('.several-rows input').last().uncheck()
  await dialog()
    .getByRole('button', { name: `Acknowledge ${count - 1}` })
    .click()
  await dialog()
    .getByText(`${count - 2} of ${count - 1} acknowledged, 1 not`)
    .waitFor()
  expect(await dialog().locator('.several-rows li').first().textContent()).toContain('ben')
  expect(new Set(acted.map(({ key }) => key)).size).toBe(count - 1)
  for (const { body } of acted) expect(body).toMatchObject({ action: 'acknowledge', expectedVersion: 1 })
  await page.keyboard.press('Escape')
  // What was taken out again is still chosen.
  await page.locator('.several-bar').getByText('1 chosen').waitFor()
})

test('one dialog names at most 100, and says that there are more', async () => {
  await open()
  await page.getByRole('button', { name: /^Acknowledge all 1\d\d …$/ }).click()
  await dialog()
    .getByText(/The first 100 of 1\d\d/)
    .waitFor()
  expect(await dialog().locator('.several-rows li').count()).toBe(100)
  await page.keyboard.press('Escape')
  expect(acted).toEqual([])
})

test('while the pointer is on the list no row moves, and what is new comes below', async () => {
  await open()
  const first = page.locator('.alerts .row button').first()
  const before = await first.getAttribute('data-alert-id')
  const [base] = alerts
  await first.hover()
  await page.mouse.move(200, 500, { steps: 3 })
  feed.send({
    type: 'alert',
    cursor: 'a2.c0',
    alert: {
      ...base,
      alertId: 'nz-newest',
      unauthorised: { min: 900, likely: 950, max: 999, openEnded: false },
    } as AlertView,
  })
  await page.locator('.list-head .count', { hasText: '201' }).waitFor()
  expect(await first.getAttribute('data-alert-id')).toBe(before)
  await page.mouse.move(1_400, 30)
  await expect.poll(() => first.getAttribute('data-alert-id')).toBe('nz-newest')
})

test.each(['light', 'dark', 'night'])('in %s axe finds nothing', async (theme) => {
  await page.goto(feed.url)
  await page.evaluate(`localStorage.setItem('landfall.preferences', '{"theme":"${theme}"}')`)
  await open('?alert=nz-3')
  await page.locator('.group-line input').first().check()
  expect(await findAccessibilityViolations(page)).toEqual([])
})

test('when the alert of the focused row goes, whichever stands in its place has the focus', async () => {
  alerts = floodAlerts(4, startMs)
  await open()
  await page.locator('.alerts .card').nth(1).locator('button').focus()
  const ids = await page.locator('.alerts .card button').evaluateAll((all) => all.map((one) => one.dataset['alertId']))
  const gone = alerts.find(({ alertId }) => alertId === ids[1])
  feed.send({
    type: 'alert',
    cursor: 'a3.c0',
    alert: { ...gone, state: 'closed', listed: false, allowedActions: [] } as unknown as AlertView,
  })
  await expect.poll(() => page.evaluate('document.activeElement.dataset.alertId')).toBe(ids[2])
})
