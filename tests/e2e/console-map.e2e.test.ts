import type { AlertView, ServerFrame, TrackedCraft } from '@landfall/contracts'
import { anAlert, anOperatorSide } from '@landfall/testkit'
import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { findAccessibilityViolations } from './console/find-accessibility-violations.ts'
import { findColour } from './console/find-colour.ts'
import { openBrowser } from './console/open-browser.ts'
import { serveFeed } from './console/serve-feed.ts'

// The map of the real page, with a made feed: where alerts stand, and what an operator can do on it, by keyboard too.

const AT = new Date().toISOString()
const [visit] = anAlert().craft
if (visit === undefined) throw new Error('the builder makes an alert with a craft')
type Place = { readonly longitude: number; readonly latitude: number }

const alertAt = (alertId: string, place: Place, given: Partial<AlertView> = {}): AlertView =>
  ({
    ...anAlert({
      alertId,
      craft: [{ ...visit, ...place, craftId: `track:${alertId}`, arrivedAt: AT }],
      severity: 'alarm',
    }),
    ...anOperatorSide(AT, { allowedActions: ['acknowledge', 'note'] }),
    ...given,
  }) as AlertView
const craftAt = (craftId: string, longitude: number, latitude: number): TrackedCraft => ({
  craftId,
  exercise: false,
  observedAt: AT,
  sourceId: 'radar',
  longitude,
  latitude,
  courseDegrees: 90,
})

const alerts = [
  alertAt('cape', { longitude: 173.2, latitude: -34.4 }),
  alertAt('bay', { longitude: 176, latitude: -37.3 }, { state: 'acknowledged' }),
  alertAt('bay-too', { longitude: 176.05, latitude: -37.3 }, { severity: 'warning', state: 'acknowledged' }),
  alertAt('chathams', { longitude: -176.5, latitude: -44 }, { exercise: true }),
]
/** Two of them on each other, beyond 180°. */
const craft = [
  craftAt('track:west', 173.05, -34.41),
  craftAt('track:east', -176.56, -43.95),
  craftAt('track:on-east', -176.56, -43.95),
]
const opening = (): readonly ServerFrame[] => [
  { type: 'welcome', protocol: 1, epoch: 'e', cursor: 'a0.c0', serverTime: AT, recovered: false, tracks: true },
  { type: 'snapshot', cursor: 'a0.c0', more: false, alerts },
  { type: 'tracks', craft },
]

let feed: Awaited<ReturnType<typeof serveFeed>>
let browser: Browser
let page: Page
const errors: string[] = []

beforeAll(async () => {
  feed = await serveFeed({ opening, history: () => [] })
  browser = await openBrowser({ webGl: true })
  // Without motion the map is at once where it was sent.
  const context = await browser.newContext({ viewport: { width: 1_440, height: 900 }, reducedMotion: 'reduce' })
  context.setDefaultTimeout(60_000)
  page = await context.newPage()
  page.on('pageerror', (error) => errors.push(String(error)))
  await page.goto(feed.url)
  await page.locator('.map-place[data-ready]').waitFor({ state: 'attached' })
})
afterAll(async () => {
  await browser?.close()
  feed?.[Symbol.dispose]()
})

const markers = (): Locator => page.locator('.alert-marker')
const marker = (name: string | RegExp): Locator => page.getByRole('button', { name })
const classesOf = async (one: Locator) => (await one.getAttribute('class'))?.split(' ')
const tool = (name: string): Locator => page.getByRole('toolbar', { name: 'Map tools' }).getByRole('button', { name })
/** Brings a craft to the middle of the map, as the finder does. */
const find = async (craftId: string): Promise<void> => {
  await page.locator('#find-craft').fill(craftId)
  await page.keyboard.press('Enter')
  await page.locator('#picked:focus').getByText(craftId).first().waitFor()
}
const pressMiddle = async (): Promise<void> => {
  await page.locator('.map-place canvas').focus()
  await page.keyboard.press('Enter')
}

test('every open alert is on the map: by itself, in a count where they collide, or at the edge', async () => {
  await tool('Fit all open alerts').click()
  await marker(/^alarm: Mass arrival, .*34°24′S 173°12′E, unacknowledged/).waitFor()
  await marker('2 alerts: 1 alarm, 1 warning').waitFor()
  await marker(/^exercise alarm: Mass arrival/).waitFor()
  expect(await markers().count()).toBe(3)
  expect(await page.locator('.edge-arrow').count()).toBe(0)
  const [cape, chathams] = await Promise.all([
    marker(/^alarm: Mass/).boundingBox(),
    marker(/^exercise alarm/).boundingBox(),
  ])
  expect(chathams?.x ?? 0).toBeGreaterThan(cape?.x ?? Infinity) // Beyond 180° is to the right.
})

test('what nobody has acknowledged flashes, what somebody has does not', async () => {
  expect(await classesOf(marker(/^alarm: Mass/))).toContain('flash')
  expect(await classesOf(marker(/^2 alerts/))).not.toContain('flash')
})

test('the wheel zooms over a marker as over the sea', async () => {
  const before = await page.locator('.scale').textContent()
  await marker(/^alarm: Mass/).hover()
  const turn = async (): Promise<string | null> => {
    await page.mouse.wheel(0, -400)
    return page.locator('.scale').textContent()
  }
  await expect.poll(turn).not.toBe(before)
  await tool('Fit all open alerts').click()
})

test('a press selects, here and in the list; the chosen one says how many', async () => {
  await marker(/^alarm: Mass/).click()
  await page.locator('.alert-marker.chosen').getByText('likely').waitFor()
  expect(new URL(page.url()).searchParams.get('alert')).toBe('cape')
  // It is now near, and the others are beyond the edge.
  await page
    .getByRole('button', { name: /^1 alert beyond the map: exercise: 1 alarm, 1 unacknowledged, EX \d+ nm (SE|SSE)$/ })
    .waitFor()
})

/** Arrows and tools that lie on each other. */
const OVERLAPS = `(() => {
  const boxes = [...document.querySelectorAll('.edge-arrow, .tool-group, .tool-hint')].map((one) => [one, one.getBoundingClientRect()])
  return boxes.flatMap(([a, box], i) =>
    boxes.slice(i + 1).filter(([b, other]) => box.left < other.right && other.left < box.right && box.top < other.bottom && other.top < box.bottom)
      .map(([b]) => a.className + ' on ' + b.className))
})()`

test('no arrow lies under a tool or its hint, on a low map neither', async () => {
  for (const height of [900, 720, 560]) {
    await page.setViewportSize({ width: 1_440, height })
    for (const name of ['Ruler: press two places', 'Range rings: press a place or a craft']) {
      await tool(name).click()
      await page.locator('.tool-hint').waitFor()
      expect(await page.locator('.edge-arrow').count()).toBeGreaterThan(0)
      expect(await page.evaluate(OVERLAPS), `${name}, ${height} px`).toEqual([])
      await tool(name).click()
    }
  }
  await page.setViewportSize({ width: 1_440, height: 900 })
})

test('an arrow at the edge leads there, by keyboard', async () => {
  await page.getByRole('button', { name: /beyond the map: exercise/ }).focus()
  await page.keyboard.press('Enter')
  await expect.poll(() => new URL(page.url()).searchParams.get('alert')).toBe('chathams')
  await page.locator('.alert-marker.chosen.exercise').waitFor()
})

test('a count is taken apart by a press', async () => {
  await tool('Fit all open alerts').click()
  await marker(/^2 alerts/).click()
  await marker(/^warning: Mass/).waitFor()
})

test('the ruler measures between known points, beyond 180°, by keyboard', async () => {
  await find('track:west')
  await tool('Ruler: press two places').click()
  await pressMiddle()
  await find('track:east')
  await pressMiddle()
  await page.getByText('748.4 nm · 143°T', { exact: true }).waitFor()
  await tool('Ruler: press two places').click()
  await page.locator('.measure').waitFor({ state: 'detached' })
})

test('range rings stand round a craft at the chosen spacing', async () => {
  await tool('Range rings: press a place or a craft').click()
  await pressMiddle()
  await page.getByLabel('Rings every').selectOption('12')
  await expect
    .poll(() => page.locator('.ring-distance').allTextContents())
    .toEqual(['12 nm', '24 nm', '36 nm', '48 nm'])
  await tool('Range rings: press a place or a craft').click()
  await page.locator('.ring-distance').first().waitFor({ state: 'detached' })
})

test('a press where several craft lie asks which', async () => {
  await find('track:west')
  await find('track:east')
  await page.locator('.picked').getByRole('button', { name: 'Hide' }).click()
  await pressMiddle()
  const choice = page.getByRole('dialog', { name: '2 lie here' })
  await choice.getByRole('button', { name: 'track:on-east' }).click()
  await page.locator('.picked').getByText('track:on-east').first().waitFor()
})

test('a craft that is followed stays in the middle', async () => {
  await find('track:west')
  await tool('Follow the chosen alert or craft').click()
  feed.send({ type: 'tracks', craft: [craftAt('track:west', 168.05, -45.5)] })
  await page.locator('.picked').getByText('45°30.0′S 168°03.0′E').waitFor()
  const middle = async (): Promise<string | null> => {
    await page.mouse.click(640, 480, { button: 'right' })
    return page.locator('.map-hint').textContent()
  }
  await expect.poll(middle).toMatch(/4[456]°\d\d\.\d′S 16[78]°/)
  await tool('Follow the chosen alert or craft').click()
})

test('a place is found by its name', async () => {
  await page.locator('#find-craft').fill('whakatāne')
  await page.keyboard.press('Enter')
  // The middle of the map is now that place: what is pressed there is named in degrees and minutes.
  await page.mouse.click(640, 480, { button: 'right' })
  await page
    .locator('.map-hint')
    .getByText(/^3[78]°\d\d\.\d′S 17[67]°\d\d\.\d′E$/)
    .waitFor()
})

test('layers are chosen, and remembered', async () => {
  await tool('Layers').click()
  await page.getByLabel('24 nm and 200 nm lines').check()
  await page.getByLabel('Graticule').uncheck()
  await page.reload()
  await page.locator('.map-place[data-ready]').waitFor({ state: 'attached' })
  await tool('Layers').click()
  expect(await page.getByLabel('24 nm and 200 nm lines').isChecked()).toBe(true)
  expect(await page.getByLabel('Graticule').isChecked()).toBe(false)
})

test.each(['light', 'dark', 'night'])(
  'axe finds nothing in the %s theme, with tools and layers open',
  async (theme) => {
    await page.evaluate(`document.documentElement.dataset.theme = '${theme}'`)
    expect(await findAccessibilityViolations(page)).toEqual([])
  },
)

const DARK_SEA = [12, 28, 43] as const

test('where the system forces its colours the map keeps its own', async () => {
  const context = await browser.newContext({ forcedColors: 'active', colorScheme: 'dark' })
  const forced = await context.newPage()
  await forced.goto(feed.url)
  await forced.locator('.map-place[data-ready]').waitFor({ state: 'attached' })
  await expect.poll(() => findColour(forced, DARK_SEA), { timeout: 30_000 }).toBeDefined()
  await context.close()
})

test('no page threw', () => expect(errors).toEqual([]))
