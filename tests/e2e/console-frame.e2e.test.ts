import { readFileSync } from 'node:fs'
import type { AlertView, ServerFrame } from '@landfall/contracts'
import { anAlert, anInboundAlert, anOperatorSide } from '@landfall/testkit'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { findAccessibilityViolations } from './console/find-accessibility-violations.ts'
import { openBrowser } from './console/open-browser.ts'
import { serveFeed } from './console/serve-feed.ts'
import { sizesAtFirst } from './console/sizes-of.ts'

// What holds for the page as a whole, whatever the alerts are: nothing moves, windows go together, and the wall can be read. The feed is
// scripted: no message has to be waited for.

const MINUTE_MS = 60_000
const startMs = Date.now()
const at = (minutesAgo: number): string => new Date(startMs - minutesAgo * MINUTE_MS).toISOString()
const view = (alertId: string, minutesAgo: number, given: Partial<AlertView> = {}): AlertView =>
  ({
    ...anAlert({ alertId, severity: 'alarm', certainty: 'observed' }),
    ...anOperatorSide(at(minutesAgo), { allowedActions: ['acknowledge', 'silence', 'note', 'close'] }),
    ...given,
  }) as AlertView

let alerts: readonly AlertView[]
let sources: Extract<ServerFrame, { readonly type: 'heartbeat' }>['sources'] = []
const opening = (): readonly ServerFrame[] => [
  { type: 'welcome', protocol: 1, epoch: 'e', cursor: 'a1.c0', serverTime: at(0), recovered: false, tracks: true },
  { type: 'snapshot', cursor: 'a1.c0', more: false, alerts: [...alerts] },
  {
    type: 'heartbeat',
    serverTime: new Date().toISOString(),
    cursor: 'a1.c0',
    newestObservationAt: at(0),
    current: true,
    sources,
    sourcesMore: 0,
  },
]

let feed: Awaited<ReturnType<typeof serveFeed>>
let browser: Browser
let context: BrowserContext

beforeAll(async () => {
  feed = await serveFeed({ opening, history: () => [] })
  browser = await openBrowser({ webGl: false })
  context = await browser.newContext({ viewport: { width: 1_440, height: 900 } })
})
afterAll(async () => {
  await browser?.close()
  feed?.[Symbol.dispose]()
})

const open = async (search: string): Promise<Page> => {
  const page = await context.newPage()
  await page.goto(`${feed.url}/${search}`)
  return page
}
const row = (page: Page, alertId: string) => page.locator(`[data-alert-id="${alertId}"]`).first()
const PARTS = ['.top', '.strip', '.list', '[data-alert-id="nz-a"]', '[data-alert-id="nz-b"]', '.map', '.panel']
const places = (page: Page) => Promise.all(PARTS.map((part) => page.locator(part).first().boundingBox()))

test('nothing moves when an exercise begins, when the connection is lost, and when it is back', async () => {
  alerts = [view('nz-a', 4), view('nz-b', 9)]
  const page = await open('?alert=nz-a')
  await row(page, 'nz-b').waitFor()
  await page.locator('.health').getByText('Live').waitFor()
  const before = await places(page)
  expect(before).not.toContain(null)
  const exercise = view('nz-x', 1, { exercise: true })
  alerts = [...alerts, exercise]
  feed.send({ type: 'alert', cursor: 'a2.c0', alert: exercise })
  await row(page, 'nz-x').waitFor()
  expect(await places(page)).toEqual(before)
  await page.routeWebSocket(/feed/, (socket) => socket.close())
  feed.cut()
  await page.locator('.picture-fault').getByText('Not current').waitFor()
  expect(await places(page)).toEqual(before)
  await page.unrouteAll()
  await page.close()
})

test.each([
  [1_440, 900],
  [1_280, 720],
  [820, 1_180],
] as const)('at %i × %i the chosen alert, its number and its buttons are in view', async (width, height) => {
  alerts = [view('nz-a', 4), view('nz-b', 9)]
  const page = await open('?alert=nz-b')
  await page.setViewportSize({ width, height })
  for (const part of [row(page, 'nz-b'), page.getByRole('button', { name: 'Acknowledge', exact: true })]) {
    await part.waitFor()
    const box = await part.boundingBox()
    expect(box).not.toBeNull()
    expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThanOrEqual(height)
    expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(width)
  }
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width)
  await page.close()
})

/** What of the two bars is seen, and what of that goes beyond its bar. */
const BARS = `(() => {
  const seen = []
  const cut = []
  for (const bar of document.querySelectorAll('.health, .chips')) {
    const frame = bar.getBoundingClientRect()
    for (const item of bar.children) {
      const box = item.getBoundingClientRect()
      if (box.width === 0 || box.top >= frame.bottom) continue
      seen.push(item.innerText)
      if (box.right > frame.right + 1 || item.scrollWidth > item.clientWidth + 1) cut.push(item.innerText)
    }
  }
  return { seen, cut }
})()`

test.each([1_440, 1_280, 1_024, 820])('%i px wide the bars name sources and clock, and cut nothing', async (width) => {
  const known = {
    acknowledgement: { at: at(3), operator: 'ben', note: null, version: 1 },
    state: 'acknowledged',
  } as const
  alerts = [
    view('nz-a', 4),
    view('nz-b', 9, { severity: 'warning' }),
    view('nz-c', 9, { severity: 'caution', ...known }),
    view('nz-d', 9, { ...known, silencedUntil: at(-60) }),
    view('nz-x', 9, { exercise: true }),
    { ...anInboundAlert({ alertId: 'nz-in' }), ...anOperatorSide(at(9), known) } as AlertView,
  ]
  sources = Array.from({ length: 13 }, (_, i) => {
    return { id: `source-${i}`, kind: 'ais', lastHeardAt: at(0), newestObservationAt: at(0), silent: i === 0 }
  })
  const page = await open('?alert=nz-a')
  await page.setViewportSize({ width, height: 900 })
  await page.locator('.chips').getByText('1 ALARM').waitFor()
  await page
    .locator('.health')
    .getByText(/12.*13 sources/)
    .locator('visible=true')
    .waitFor()
  const { seen, cut } = (await page.evaluate(BARS)) as Readonly<Record<'seen' | 'cut', readonly string[]>>
  expect(cut).toEqual([])
  expect(seen).toEqual(
    expect.arrayContaining([expect.stringMatching(/12.*13 sources/), expect.stringMatching(/[Cc]lock/)]),
  )
  expect(seen).toEqual(expect.arrayContaining(['5 REAL', '1 exercise', '1 ALARM', '1 WARNING']))
  sources = []
  await page.close()
})

test('windows of one browser choose together, until one is asked to choose for itself', async () => {
  alerts = [view('nz-a', 4), view('nz-b', 9)]
  const [list, map] = [await open('?only=list'), await open('')]
  await row(map, 'nz-b').waitFor()
  await row(list, 'nz-b').click()
  await map.locator('[data-alert-id="nz-b"][aria-current=true]').waitFor()
  expect(map.url()).toContain('alert=nz-b')
  await map.keyboard.press('?')
  await map.getByRole('switch', { name: /choose the same alert/ }).uncheck()
  await map.keyboard.press('Escape')
  await row(list, 'nz-a').click()
  await list.locator('[data-alert-id="nz-a"][aria-current=true]').waitFor()
  expect(await map.locator('[data-alert-id="nz-b"][aria-current=true]').count()).toBe(1)
  await map.evaluate('localStorage.clear()')
  await Promise.all([list.close(), map.close()])
})

test('night has one hue, and is as legible as the others', async () => {
  alerts = [view('nz-a', 4), view('nz-b', 9, { exercise: true })]
  const page = await open('?alert=nz-a')
  await row(page, 'nz-a').waitFor()
  await page.keyboard.press('?')
  await page.getByRole('button', { name: 'Night (red)' }).click()
  expect(await findAccessibilityViolations(page)).toEqual([])
  await page.keyboard.press('Escape')
  expect(await findAccessibilityViolations(page)).toEqual([])
  const [red = 0, green = 0, blue = 0] = (
    (await page.evaluate('getComputedStyle(document.body).color.match(/\\d+/g)')) as readonly string[]
  ).map(Number)
  expect([red > 2 * green, red > 2 * blue]).toEqual([true, true])
  await page.evaluate('localStorage.clear()')
  await page.close()
})

const sizeOf = (page: Page, part: string) =>
  page.evaluate(`parseFloat(getComputedStyle(document.querySelector('${part}')).fontSize)`) as Promise<number>

test('the wall shows what waits in turn, in letters that can be read at 5 m, and what is wrong', async () => {
  alerts = Array.from({ length: 200 }, (_, i) => view(`nz-${i}`, i + 1, { exercise: i === 0 }))
  const page = await open('?kiosk=1')
  await page.setViewportSize({ width: 1_920, height: 1_080 })
  await page.clock.install()
  await page.reload()
  await page.locator('.wall .number').waitFor()
  expect(await sizeOf(page, '.wall .number')).toBeGreaterThanOrEqual(96)
  expect(await sizeOf(page, '.wall h2')).toBeGreaterThanOrEqual(32)
  const since = () => page.locator('.wall .since').textContent()
  await expect.poll(since).toContain('Nobody has acknowledged')
  expect(await page.locator('.wall-band .real-tag').count()).toBe(1) // The newest of all is an exercise: it waits.
  await page.locator('.wall-next').getByText('197 more wait').waitFor()
  const [first] = [await page.locator('.wall .since strong').textContent()]
  await page.clock.fastForward(10_000)
  await expect.poll(() => page.locator('.wall .since strong').textContent()).not.toBe(first)
  expect(await page.evaluate('document.documentElement.scrollHeight')).toBeLessThanOrEqual(1_080)
  expect(await findAccessibilityViolations(page)).toEqual([])
  await page.routeWebSocket(/feed/, (socket) => socket.close())
  feed.cut()
  await page.clock.fastForward(2_000)
  await page.locator('.wall-foot').getByText('Not current').waitFor()
  await page.close()
})

test('the wall says that nothing is open', async () => {
  alerts = []
  const page = await open('?kiosk=1')
  await page.getByRole('heading', { name: 'No open alerts' }).waitFor()
  expect(await findAccessibilityViolations(page)).toEqual([])
  await page.close()
})

/** What was reached on 28 November 2026, and a twentieth more: whoever needs more asks first whether it can come later (parts.ts). */
const SCRIPT_BYTES_MAX = 41_000
const STYLE_BYTES_MAX = 6_700
/** Shorter is no licence but its name. */
const LICENCE_CHARACTERS_MIN = 300

test('what is fetched before the first alert shows stays small', () => {
  const { script, style } = sizesAtFirst(new URL('../../services/console/dist/index.html', import.meta.url))
  expect([script > 0, style > 0]).toEqual([true, true]) // The page names both.
  expect(script).toBeLessThan(SCRIPT_BYTES_MAX)
  expect(style).toBeLessThan(STYLE_BYTES_MAX)
})

test('the licences of the libraries in the page are beside it, each with its text', () => {
  const text = readFileSync(new URL('../../services/console/dist/licenses.md', import.meta.url), 'utf8')
  const sections = text.split(/^## (\S+) .*$/m).slice(1)
  const short = sections
    .filter((_each, index) => index % 2 === 1)
    .filter(({ length }) => length < LICENCE_CHARACTERS_MIN)
  expect(short).toEqual([])
  expect(sections).toEqual(expect.arrayContaining(['maplibre-gl', 'preact', 'zod']))
})

test('where the rest of the page cannot be fetched, the list goes on, and says what to do', async () => {
  alerts = [view('nz-a', 4)]
  const page = await context.newPage()
  await page.route('**/assets/parts-*.js', (route) => route.abort())
  await page.goto(`${feed.url}/?alert=nz-a`)
  await page.getByRole('alert').getByText('The rest of this page could not be fetched').waitFor()
  const newer = view('nz-b', 1)
  feed.send({ type: 'alert', cursor: 'a2.c0', alert: newer })
  await row(page, 'nz-b').waitFor()
  await page.unrouteAll()
  alerts = [newer]
  await page.getByRole('button', { name: 'Load the page again' }).click()
  await row(page, 'nz-b').click()
  await page.getByRole('tab', { name: 'Summary' }).waitFor()
  await page.close()
})
