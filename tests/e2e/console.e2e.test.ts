import type { AlertViewOf } from '@landfall/contracts'
import { waitFor } from '@landfall/testkit'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { byKeyboard } from './console/by-keyboard.ts'
import { findAccessibilityViolations } from './console/find-accessibility-violations.ts'
import { findColour } from './console/find-colour.ts'
import { openBrowser } from './console/open-browser.ts'
import { playAtOnce, scenarioOf } from './console/play-at-once.ts'
import { type ConsoleSystem, type Opened, startConsoleSystem } from './console/start-console-system.ts'
import { startTcpProxy, type TcpProxy } from './console/start-tcp-proxy.ts'

// A watch in a real browser: the exercise from its start to the handover by keyboard alone, two operators, a pulled cable, a
// tab in the background, no WebGL; and all the while no serious finding of axe, no violation of the page's security
// policy, and no request to another host. The tests are one story and run in this order.

/** As the map paints simulated craft in the dark theme: `--exercise`. */
const SIMULATED_RGB = [189, 160, 255] as const
const PULLED_MS = 60_000
/** How long before the watch the play is over: a report's time is typed in minutes. */
const WATCH_MS = 180_000
/** As browsers do to a page in the background: timers of the page itself come once a minute. */
const IN_BACKGROUND = `{
  const slow = (timer) => (what, ms = 0, ...rest) => timer(what, ms < 1000 ? ms : Math.max(ms, 60000), ...rest)
  window.setInterval = slow(window.setInterval.bind(window))
  window.setTimeout = slow(window.setTimeout.bind(window))
}`

const northland = scenarioOf('northland')
const opened: Opened[] = []
let system: ConsoleSystem
let proxy: TcpProxy
let play: ReturnType<typeof playAtOnce>
let pulledAtMs: number
let staleAfterMs: readonly Promise<number>[]
let anna: Page
let ben: Page
let behind: Page
let background: Page

beforeAll(async () => {
  system = await startConsoleSystem(inject('kafkaBrokers'), inject('redisUrl'))
  proxy = await startTcpProxy(system.alertUrl)
  // As if played in real time and just over: what the operators report themselves is then the latest look.
  const startMs = Date.now() - northland.durationMs - WATCH_MS
  play = playAtOnce(system.ingestUrl, northland, startMs, system.feeder)
  const add = async (...given: Parameters<ConsoleSystem['logIn']>): Promise<Page> => {
    const one = await system.logIn(...given)
    opened.push(one)
    return one.page
  }
  anna = await add('anna', { withMap: true })
  ben = await add('ben')
  behind = await add('ben', { url: proxy.url })
  background = await add('ben', { url: proxy.url, script: IN_BACKGROUND })
})
afterAll(async () => {
  proxy?.[Symbol.dispose]()
  await system?.[Symbol.asyncDispose]()
})

const strip = (page: Page) => page.locator('.top, .strip')
const row = (page: Page, severity: string) => page.locator(`.row.${severity}:not(.ended)`).first()
const tick = (page: Page) => page.locator('.checklist').getByRole('checkbox').first()
const tickedBy = (page: Page) => page.locator('.checklist li').first().locator('.by')
const until = (page: Page, text: string | RegExp) => page.getByText(text).first().waitFor()

test('an empty sea says that it is empty, and that the picture can be trusted', async () => {
  await until(anna, 'No alerts.')
  await strip(anna).getByText('live').waitFor()
  await until(anna, 'Sound is off')
  expect(await findAccessibilityViolations(anna)).toEqual([])
  await until(behind, 'No alerts.')
  await until(background, 'No alerts.')
  pulledAtMs = Date.now()
  proxy.pull()
  staleAfterMs = [behind, background].map(async (page) => {
    await page.locator('.picture-fault', { hasText: 'Not current' }).waitFor({ timeout: PULLED_MS })
    return Date.now() - pulledAtMs
  })
  for (const stale of staleAfterMs) stale.catch(() => {}) // Looked at when the cable is plugged in again.
})

test('the exercise, by keyboard alone: caution, warning, alarm, evidence, acknowledgement', async () => {
  await play.until(northland.durationMs * 0.25)
  await row(anna, 'caution').waitFor()
  await play.until(northland.durationMs * 0.36)
  await row(anna, 'warning').waitFor()
  await play.until(northland.durationMs)
  await row(anna, 'alarm').getByText('likely, 33–54').waitFor()
  await until(anna, 'EXERCISE: what is marked EXERCISE is simulated')
  expect(await anna.title()).toContain('1 exercise alarm')
  await expect
    .poll(() => anna.locator('#assertive').textContent())
    .toMatch(/Exercise\. alarm: Mass arrival, (at|[\d.]+ nm [NESW]+ of) [A-Z]/)

  await anna.keyboard.press('j')
  await anna.locator('.row button:focus[aria-current=true]').waitFor()
  await anna.keyboard.press('Enter')
  await anna.locator('#panel:focus').waitFor()
  await until(anna, 'Lives at sea come first')
  const limbs = anna.locator('.limbs tbody tr')
  await expect.poll(() => limbs.nth(0).textContent()).toContain('Not met')
  await expect.poll(() => limbs.nth(2).textContent()).toMatch(/Within 24 h.*33.*46.*54.*Met on confirmed count/)
  const evidence = await anna.locator('.craft-rows').textContent()
  for (const shown of ['track:radar-north-4401', 'headcount', '22 aboard', 'sim-patrol-boat'])
    expect(evidence).toContain(shown)
  await expect.poll(() => anna.locator('.links tbody tr').count()).toBe(4)
  await anna.locator('.map-place[data-ready]').waitFor({ state: 'attached' })
  expect(await findAccessibilityViolations(anna)).toEqual([])
  await waitFor(() => findColour(anna, SIMULATED_RGB), { what: 'a simulated craft on the map' })

  await anna.keyboard.press('?')
  await anna.getByRole('dialog', { name: 'Help' }).waitFor()
  expect(await findAccessibilityViolations(anna)).toEqual([])
  await anna.keyboard.press('Escape')
  await byKeyboard(anna).press(tick(anna), 'Space')
  await tickedBy(anna).getByText(/anna/).waitFor()
  await anna.keyboard.press('a')
  await row(anna, 'alarm')
    .getByText(/^Acknowledged \d\d:\d\d by anna/)
    .waitFor()
  await row(ben, 'alarm')
    .getByText(/^Acknowledged \d\d:\d\d by anna/)
    .waitFor()
  await anna.keyboard.press('n')
  await anna.getByLabel('Note', { exact: true }).fill('Police at Karikari informed.')
  await anna.keyboard.press('Tab')
  await anna.keyboard.press('Tab')
  await anna.keyboard.press('Enter')
  await anna.locator('.notes').getByText('Police at Karikari informed.').waitFor()
  await anna.locator('[role=tab][aria-selected=true]').focus()
  await anna.keyboard.press('ArrowLeft')
  await anna.locator('.history').getByText('Acknowledged').waitFor()
})

test('a craft on the map is described when it is pressed', async () => {
  const pick = async () => {
    const place = await findColour(anna, SIMULATED_RGB)
    if (place !== undefined) await anna.mouse.click(place.x, place.y)
    return (await anna.locator('.picked').count()) > 0
  }
  await waitFor(pick) // The map may still be on its way to where the alert is.
  await expect.poll(() => anna.locator('.picked').textContent()).toMatch(/EXERCISE · \d\d°.*kn.*ago/)
  await anna.locator('.picked').getByRole('button', { name: 'Report people' }).click()
  await expect.poll(() => anna.locator('#report-craft input').inputValue()).toMatch(/^[\w.-]+$/)
  await expect.poll(() => anna.getByLabel('Position').inputValue()).toMatch(/^3\d°.*S 17\d°.*E$/)
  await anna.getByRole('switch', { name: 'This is an exercise', checked: true }).waitFor()
  expect(anna.url()).toContain('craft=exercise%2F')
  await anna.keyboard.press('w')
})

test('two operators: the second sees what the first did, and nothing is done twice', async () => {
  const alertId = (await row(ben, 'alarm').locator('button').getAttribute('data-alert-id')) ?? ''
  await ben.goto(`${system.alertUrl}/?alert=${alertId}`)
  await ben.getByRole('button', { name: 'Close…' }).click()
  await ben.getByLabel(/^What happened/).fill('ben was here')
  const closeIt = (page: Page) => page.getByRole('dialog').getByRole('button', { name: 'Close alarm' })
  const { press, tabTo, type } = byKeyboard(anna)
  await anna.keyboard.press('c')
  await press(closeIt(anna))
  await anna.getByText('Choose a reason.').waitFor()
  expect(await findAccessibilityViolations(anna)).toEqual([])
  await tabTo(anna.getByLabel('Resolved'))
  await anna.keyboard.press('ArrowUp') // From the first to the last.
  await type(anna.getByLabel(/^Handed to(?! …)/), 'Police')
  await press(closeIt(anna))
  await row(anna, 'alarm').waitFor({ state: 'detached' })
  await ben.getByLabel('Resolved').check()
  await closeIt(ben).click()
  await ben
    .getByRole('dialog')
    .getByText(/Already closed by anna.* at \d\d:\d\d UTC. Nothing was changed/)
    .waitFor()
  await expect.poll(() => ben.getByLabel(/^What happened/).inputValue()).toBe('ben was here')
  await ben.getByRole('button', { name: 'Add as note' }).click()
  await ben.getByRole('dialog').waitFor({ state: 'detached' })
  await ben.getByText('ben was here').first().waitFor()
  await ben.getByRole('button', { name: 'Reopen' }).click()
  await row(anna, 'alarm').waitFor()
})

test('what one operator ticks, writes and marks the other sees at once', async () => {
  const alertId = (await row(anna, 'alarm').locator('button').getAttribute('data-alert-id')) ?? ''
  await row(anna, 'alarm').locator('button').click()
  await anna.getByRole('tab', { name: 'Summary' }).click()
  await tickedBy(ben).getByText(/anna/).waitFor() // From before it was closed.
  await tick(ben).click()
  await tickedBy(anna).waitFor({ state: 'detached' })
  await tick(ben).click()
  await tickedBy(anna).getByText(/ben/).waitFor()
  await anna.keyboard.press('n')
  await anna.getByLabel('Note', { exact: true }).fill('Two more boats heard of.')
  await anna.getByRole('button', { name: 'Save note' }).click()
  await ben.locator('.notes').getByText('Two more boats heard of.').waitFor()

  const headers = { authorization: `Bearer ${system.secrets.ben}`, 'content-type': 'application/json' }
  const shown = await fetch(`${system.alertUrl}/v1/alerts/${alertId}`, { headers })
  const { longitude, latitude } = ((await shown.json()) as AlertViewOf<'mass-arrival'>).place ?? {}
  const body = JSON.stringify({ longitude, latitude, note: 'Patrol boat waits here' })
  expect((await fetch(`${system.alertUrl}/v1/marks`, { method: 'POST', headers, body })).status).toBe(201)
  const pin = anna.getByRole('button', { name: 'Mark: Patrol boat waits here' })
  await pin.press('Enter')
  await anna.getByRole('dialog', { name: 'Mark' }).getByText('ben').waitFor()
  await anna.getByRole('dialog', { name: 'Mark' }).getByRole('button', { name: 'Close' }).click()
})

test('a filter states what it hides, and is kept in the URL', async () => {
  await anna.getByRole('button', { name: 'Filter', exact: true }).click()
  await anna.getByRole('button', { name: 'caution', exact: true }).click()
  await until(anna, /FILTER ON, \d hidden \(1 alarm\)/)
  expect(anna.url()).toContain('severity=caution')
  await anna.reload()
  await until(anna, /FILTER ON, \d hidden \(1 alarm\)/)
  await anna.keyboard.press('x')
  await row(anna, 'alarm').waitFor()
})

test('a report typed in changes the alert', async () => {
  await anna.keyboard.press('p')
  expect(await findAccessibilityViolations(anna)).toEqual([])
  const { press, type } = byKeyboard(anna)
  const send = anna.getByRole('button', { name: /^Send/ })
  await press(anna.getByRole('button', { name: 'Radar track' }))
  await type(anna.getByLabel(/^Track/), 'radar-north-4431')
  await type(anna.getByLabel('Position'), '')
  await type(anna.getByLabel('Minimum'), '100000000')
  const exercise = anna.getByRole('switch', { name: 'This is an exercise' })
  if ((await exercise.getAttribute('aria-checked')) === 'false') await press(exercise, 'Space')
  await press(send)
  await anna.locator('#report-aboard .field-error').getByText('aboard').waitFor()
  await anna.getByText('1 field to correct: People aboard').first().waitFor()
  await anna.locator('#report-aboard input:focus').waitFor()
  await type(anna.getByLabel('Minimum'), '12')
  await anna
    .locator('.report-effect h3')
    .getByText(/^The ALARM stays: .*likely 52$/)
    .waitFor()
  await press(send)
  await until(anna, 'The report on track:radar-north-4431 was accepted.')
  await until(anna, /is now version/)
  await anna.keyboard.press('w')
  await row(anna, 'alarm')
    .locator('.people', { hasText: /^52 likely/ })
    .waitFor()
})

test('sound: on by a press, quiet for 30 s, shown when it is off', async () => {
  await anna.getByRole('switch', { name: 'Sound' }).click()
  await strip(anna).getByText('Sound on').waitFor()
  await anna.getByRole('switch', { name: 'Sound' }).click()
  await until(anna, 'Sound is off')
})

test('the panel exports CAP, JSON and the whole history', async () => {
  await row(anna, 'alarm').locator('button').click()
  const alertId = await row(anna, 'alarm').locator('button').getAttribute('data-alert-id')
  const get = async (name: string): Promise<string> => {
    const href = (await anna.getByRole('link', { name, exact: true }).getAttribute('href')) ?? ''
    return anna.evaluate(`fetch(${JSON.stringify(href)}).then((response) => response.text())`) as Promise<string>
  }
  await anna.getByLabel('More: link, exports, print').click()
  const cap = await get('CAP 1.2')
  expect(cap).toContain('<status>Exercise</status>')
  expect(cap).toMatch(/<areaDesc>(at|[\d.]+ nm [NESW]+ of) [A-Z]/)
  expect(JSON.parse(await get('JSON'))).toMatchObject({ alertId, status: 'open' })
  const { entries, nextCursor } = JSON.parse(await get('History'))
  expect([entries.length > 5, nextCursor]).toEqual([true, null])
})

test('handover: what is acknowledged but open, with notes and questions', async () => {
  await anna.keyboard.press('h')
  const item = anna.locator('.handover-items > li').filter({ hasText: '33–' })
  await item.getByText('Police at Karikari informed.').waitFor()
  await item.getByText(/Mass arrival, (at|[\d.]+ nm [NESW]+ of) [A-Z].* · 3\d°\d\d′S 17\d°\d\d′E/).waitFor()
  await item
    .getByText(/how many of \d+ have permission\?/)
    .first()
    .waitFor()
  await anna.getByText('Nobody has taken over the watch yet.').waitFor()
  await ben.keyboard.press('h')
  await ben.getByText('Nobody has taken over the watch yet.').waitFor()
  await anna.getByRole('button', { name: 'Take over the watch …' }).press('Enter')
  await anna.getByRole('dialog').getByLabel('Note (may be empty)').fill('Police have the first boat.')
  await anna.keyboard.press('Tab')
  await anna.keyboard.press('Tab')
  await anna.keyboard.press('Enter')
  const holder = anna.locator('.watch-holder')
  await holder.getByText(/anna.* has had the watch since/).waitFor()
  await expect.poll(() => holder.textContent()).toMatch(/Took over \d+ open/)
  // The other console shows it without being asked, and says it.
  await ben
    .locator('.watch-holder')
    .getByText(/anna.* has had the watch since/)
    .waitFor()
  await expect.poll(() => ben.locator('#polite').textContent()).toMatch(/anna.* has taken over the watch/)
  await ben.getByRole('button', { name: /^Signed in as/ }).click()
  await ben
    .locator('#session-menu')
    .getByText(/On watch: anna/)
    .waitFor()
  expect(await findAccessibilityViolations(anna)).toEqual([])
})

test('a pulled cable is seen within 30 s, in a background tab too, and nothing is lost when it is back', async () => {
  // A heartbeat may be up to 10 s old when the cable is pulled, so 30 s of silence are 20 to 31 s of pulling.
  for (const afterMs of await Promise.all(staleAfterMs)) expect(afterMs).toBeLessThan(45_000)
  for (const page of [behind, background]) {
    await expect.poll(() => page.locator('.console.untrusted').count()).toBe(1)
    expect(await page.title()).toContain('NOT CURRENT')
  }
  expect(await findAccessibilityViolations(behind)).toEqual([])
  const remainingMs = pulledAtMs + PULLED_MS - Date.now()
  if (remainingMs > 0) await behind.waitForTimeout(remainingMs) // The minute is what is tested.
  proxy.plugIn()
  await strip(behind).getByText('live').waitFor()
  await row(behind, 'alarm')
    .locator('.people', { hasText: /^52 likely/ })
    .waitFor()
  const shownRows = async (page: Page) => (await page.locator('.row .people, .row .state').allTextContents()).toSorted()
  await ben.goto(system.alertUrl)
  await row(ben, 'alarm').waitFor()
  expect(await shownRows(behind)).toEqual(await shownRows(ben))
})

test('without WebGL the list and the evidence are complete, and the page says so', async () => {
  const plain = await openBrowser({ webGl: false })
  try {
    const one = await system.logIn('ben', { from: plain, withMap: true })
    await until(one.page, 'No map: this browser has no WebGL.')
    await row(one.page, 'alarm').locator('button').click()
    await one.page.getByRole('tab', { name: 'Craft 5' }).click()
    await one.page.locator('.craft-rows > li').nth(4).waitFor()
    await expect.poll(() => one.page.locator('.craft-rows > li').count()).toBe(5)
    expect(await findAccessibilityViolations(one.page)).toEqual([])
    expect(one.faults).toEqual({ errors: [], strangers: [] })
  } finally {
    await plain.close()
  }
})

test('no page violated the security policy or asked another host', () => {
  for (const { faults } of opened) expect(faults).toEqual({ errors: [], strangers: [] })
})
