import type { Mark, MarkRequest } from '@landfall/contracts'
import { buildConsole } from '@landfall/infra-local'
import { waitFor } from '@landfall/testkit'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { aPast } from './console/a-past.ts'
import { findAccessibilityViolations } from './console/find-accessibility-violations.ts'
import { findColour } from './console/find-colour.ts'
import { openBrowser } from './console/open-browser.ts'
import { type RestRequest, serveFeed } from './console/serve-feed.ts'

// How an alert came about, with a feed that is made: the service's side is tested in services/alert.

/** `--accent` of the dark theme, which course vectors are drawn in. */
const ACCENT_RGB = [0x6c, 0xb6, 0xff] as const

const past = aPast(Date.now())
let feed: Awaited<ReturnType<typeof serveFeed>>
let browser: Browser
let page: Page

beforeAll(async () => {
  await buildConsole()
  const { frames, history, tracks } = past
  feed = await serveFeed({
    opening: () => frames,
    history: () => history,
    rest: (asked) => (asked.path === `/v1/alerts/${tracks.alertId}/tracks` ? tracks : marked(asked)),
  })
  browser = await openBrowser({ webGl: true })
  const context = await browser.newContext({ viewport: { width: 1_440, height: 900 }, colorScheme: 'dark' })
  page = await context.newPage()
  await page.goto(`${feed.url}/?alert=${past.view.alertId}`)
})
afterAll(async () => {
  await browser?.close()
  feed?.[Symbol.dispose]()
})

/** The marks as a service keeps them. */
let marks: readonly Mark[] = []
const marked = ({ method, path, body }: RestRequest): unknown => {
  if (path === '/v1/marks' && method === 'GET') return { marks }
  if (path === '/v1/marks') {
    const mark = { ...(body as MarkRequest), markId: 'mark-1', at: past.at(0), operator: 'anna' }
    marks = [mark]
    return mark
  }
  if (method !== 'DELETE') return undefined
  marks = []
  return {}
}
const sayChangedMarks = (marksRevision: number): void => feed.send({ ...past.heartbeat, marksRevision })

const slider = () => page.getByRole('slider', { name: 'Time shown on the map' })
const notice = () => page.locator('.past-notice')
const shown = () => slider().getAttribute('aria-valuetext')

test('after a fresh load the map shows where the craft were, and where they are heading', async () => {
  await slider().waitFor()
  expect(await shown()).toBe('Now')
  await waitFor(() => findColour(page, ACCENT_RGB), { what: 'a course vector on the map' })
  await page.getByText(/last seen 5\d min ago/).waitFor()
  expect(await page.locator('.time-marks .arrival').count()).toBe(2)
  expect(await page.locator('.time-marks .version').count()).toBe(2)
})

test('by keyboard the slider leads back before the alert, through its versions, and to now', async () => {
  await page.keyboard.press('t')
  expect(await slider().getAttribute('aria-keyshortcuts')).toBe('t')
  await page.keyboard.press('Home')
  await expect.poll(shown).toContain('Not raised yet')
  await notice().getByText('PAST').waitFor()
  await page.keyboard.press('End')
  await page.keyboard.press('PageDown') // A tenth of ten hours.
  await notice().getByText('Version 1: WARNING').waitFor()
  await page.keyboard.press('End')
  await expect.poll(shown).toBe('Now')
  await notice().waitFor({ state: 'detached' })
})

test('it plays from the beginning, can be stopped, and goes back to now', async () => {
  await page.getByRole('button', { name: 'Play how it came about' }).click()
  await notice().waitFor()
  const first = await slider().inputValue()
  await waitFor(async () => Number(await slider().inputValue()) > Number(first), { what: 'time to go on' })
  await page.getByRole('button', { name: 'Pause' }).click()
  await page.getByRole('button', { name: 'Play how it came about' }).waitFor()
  expect(await findAccessibilityViolations(page)).toEqual([])
  await page.getByRole('button', { name: 'Back to now' }).click()
  await notice().waitFor({ state: 'detached' })
  expect(await findAccessibilityViolations(page)).toEqual([])
})

test('a mark is set by keyboard, seen in another window, and removed for both', async () => {
  const other = await page.context().newPage()
  await other.goto(feed.url)
  await other.locator('.map-place[data-ready]').waitFor({ state: 'attached' })
  await page.getByRole('button', { name: /^Mark: press a place/ }).press('Enter')
  await page.locator('.map-place canvas').focus()
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'Set mark' }).click()
  await page.getByRole('alert').getByText('Note: write what is there').waitFor()
  await page.getByLabel('Note, for all operators').fill('Patrol boat waits here')
  expect(await findAccessibilityViolations(page)).toEqual([])
  await page.getByRole('button', { name: 'Set mark' }).click()
  const pinOn = (window: Page) => window.getByRole('button', { name: 'Mark: Patrol boat waits here' })
  await pinOn(page).waitFor()
  sayChangedMarks(1)
  await pinOn(other).waitFor({ state: 'attached' })
  await pinOn(page).press('Enter')
  await page.getByRole('dialog', { name: 'Mark' }).getByText('anna').waitFor()
  await page.getByRole('button', { name: 'Remove…' }).click()
  await page.getByRole('button', { name: 'Remove for all operators' }).click()
  await pinOn(page).waitFor({ state: 'detached' })
  sayChangedMarks(2)
  await pinOn(other).waitFor({ state: 'detached' })
})

test('without an alert that has craft the key of the slider says what is missing', async () => {
  await page.goto(feed.url)
  await page.locator('.map-place[data-ready]').waitFor({ state: 'attached' })
  await page.keyboard.press('t')
  await expect.poll(() => page.locator('#polite').textContent()).toContain('Choose an alert with craft')
})

test('a finger that stays names the place and what lies there, and marks it', async () => {
  const context = await browser.newContext({
    ...{ viewport: { width: 820, height: 1_180 }, hasTouch: true, isMobile: true, reducedMotion: 'reduce' },
  })
  const tablet = await context.newPage()
  await tablet.goto(`${feed.url}/?alert=${past.view.alertId}`)
  await tablet.locator('.map-place[data-ready]').waitFor({ state: 'attached' })
  const sea = await tablet.locator('.map-place canvas').boundingBox()
  if (sea === null) throw new Error('no map')
  const touchPoints = [{ x: sea.x + sea.width / 2, y: sea.y + sea.height / 3 }]
  const fingers = await context.newCDPSession(tablet)
  const hint = tablet.locator('.map-hint')
  await fingers.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints })
  await hint.getByText(/^3\d°\d\d\.\d′S 17\d°\d\d\.\d′E$/).waitFor()
  await fingers.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] })
  const where = (await hint.locator('span').last().textContent()) ?? ''
  const markIt = hint.getByRole('button', { name: 'Mark this place…' })
  expect((await markIt.boundingBox())?.height).toBeGreaterThanOrEqual(44)
  expect(await findAccessibilityViolations(tablet)).toEqual([])
  await markIt.tap()
  await hint.waitFor({ state: 'detached' })
  await tablet.getByRole('form', { name: 'New mark' }).getByText(where).waitFor()
  await tablet.getByLabel('Note, for all operators').fill('Flotsam')
  await tablet.getByRole('button', { name: 'Set mark' }).tap()
  await tablet.getByRole('button', { name: 'Mark: Flotsam' }).waitFor()
  // A tap elsewhere ends a hint that was not used.
  const elsewhere = [{ x: sea.x + sea.width / 4, y: sea.y + sea.height / 3 }]
  await fingers.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: elsewhere })
  await hint.waitFor()
  await fingers.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] })
  await tablet.touchscreen.tap(sea.x + sea.width / 3, sea.y + sea.height / 4)
  await hint.waitFor({ state: 'detached' })
  await context.close()
})
