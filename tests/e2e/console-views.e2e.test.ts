import { aDistressAlert, anAlert, anInboundAlert, waitFor } from '@landfall/testkit'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { findAccessibilityViolations } from './console/find-accessibility-violations.ts'
import { findColour } from './console/find-colour.ts'
import { aSilentSource } from './console/open-alert-writer.ts'
import { openBrowser } from './console/open-browser.ts'
import { type ConsoleSystem, type Opened, startConsoleSystem } from './console/start-console-system.ts'

// Every view in both themes, checked by axe: nothing serious, no violation of the security policy, no request to another host.

const [craft] = anAlert().craft
if (craft === undefined) throw new Error('the builder makes an alert with a craft')
const conflict = { ...craft.aboardReport, observationId: 'report-2', method: 'manifest' as const, widens: true }
const alarm = anAlert({
  alertId: 'nz-alarm',
  severity: 'alarm',
  certainty: 'observed',
  unauthorised: { min: 33, likely: 46, max: 54, openEnded: true },
  craft: [
    { ...craft, sameAs: ['mmsi:512000001'], name: 'KARERE', conflictingReports: [conflict] },
    { ...craft, craftId: 'track:radar3-8842', unauthorised: { min: 0, likely: 9, max: null }, maxInSums: 27 },
  ],
  links: [
    {
      a: 'track:radar3-8841',
      aArrivedAt: craft.arrivedAt,
      b: 'track:radar3-8842',
      bArrivedAt: craft.arrivedAt,
      distanceNm: 3.2,
      minutesApart: 14,
    },
  ],
})
const ALERTS = [
  alarm,
  anAlert({ alertId: 'nz-exercise', exercise: true }),
  anAlert({ alertId: 'nz-caution', severity: 'caution', certainty: 'possible' }),
  anAlert({ alertId: 'nz-ended' }),
  anAlert({ alertId: 'nz-ended', version: 2, status: 'cancelled', reason: 'a lower count', changes: ['cancelled'] }),
  anInboundAlert(),
  anInboundAlert({ alertId: 'nz-unknown', severity: 'caution', certainty: 'possible', eta: null, exercise: true }),
  aSilentSource(),
  aDistressAlert(),
  aDistressAlert({ alertId: 'distress-test', test: true, severity: 'caution', place: null, exercise: true }),
]

const WARNING_ON_MAP = { dark: [255, 167, 51], light: [143, 78, 0] } as const

type View = readonly [
  name: string,
  look: { readonly search: string; readonly isThere: string; readonly act?: (page: Page) => Promise<unknown> },
]
const press = (key: string) => (page: Page) => page.keyboard.press(key)
const openFirstCraft = (page: Page) => page.locator('.craft-rows summary').first().click()
const VIEWS: readonly View[] = [
  ['list, nothing chosen', { search: '', isThere: '.watch.no-choice .row' }],
  ['an alarm', { search: '?alert=nz-alarm', isThere: '.panel .lead' }],
  ['its craft', { search: '?alert=nz-alarm&tab=craft', isThere: '.craft-details', act: openFirstCraft }],
  ['its timeline', { search: '?alert=nz-alarm&tab=timeline', isThere: '.moments .version' }],
  ['its log', { search: '?alert=nz-alarm&tab=log', isThere: '.history li' }],
  ['a cancelled alert', { search: '?alert=nz-ended', isThere: '.ending' }],
  ['an alert of the exercise', { search: '?alert=nz-exercise', isThere: '.panel.exercise .lead' }],
  ['a silent source', { search: '?alert=source-coast-radar-1', isThere: 'text=Nothing from' }],
  ['a call for help', { search: `?alert=${aDistressAlert().alertId}&tab=craft`, isThere: 'text=None is known within' }],
  ['an inbound group', { search: `?alert=${anInboundAlert().alertId}`, isThere: '.inbound-sum' }],
  ['the test of a device', { search: '?alert=distress-test&tab=craft', isThere: 'text=Where it is, is not known' }],
  ['no such alert', { search: '?alert=nz-none', isThere: 'text=There is no alert' }],
  ['a filter that hides alarms', { search: '?severity=caution', isThere: '.hidden-notice.with-alarms' }],
  ['the list in a second window', { search: '?only=list', isThere: '.row' }],
  ['a wall display', { search: '?kiosk=1', isThere: '.wall .number' }],
  ['handover', { search: '?view=handover', isThere: '.handover-items' }],
  ['report', { search: '?view=report', isThere: '.report form' }],
  [
    'a report refused',
    { search: '?view=report&alert=nz-alarm', isThere: '.field-error', act: (page) => sendNonsense(page) },
  ],
  ['help', { search: '', isThere: 'dialog[open]', act: press('?') }],
  ['the dialog of a silence', { search: '?alert=nz-alarm', isThere: 'dialog[open]', act: press('s') }],
  ['the dialog of a note', { search: '?alert=nz-alarm', isThere: 'dialog[open]', act: press('n') }],
  ['the dialog of closing', { search: '?alert=nz-alarm', isThere: 'dialog[open]', act: press('c') }],
]

const sendNonsense = async (page: Page): Promise<void> => {
  await page.getByLabel('Position').fill('36°61′S 174°18′E')
  await page.getByLabel('Minimum').fill('many')
  await page.getByRole('button', { name: /^Send/ }).click()
}

let system: ConsoleSystem
let plain: Browser

beforeAll(async () => {
  system = await startConsoleSystem(inject('kafkaBrokers'), inject('redisUrl'))
  await system.write(...ALERTS)
  plain = await openBrowser({ webGl: false })
})
afterAll(async () => {
  await plain?.close()
  await system?.[Symbol.asyncDispose]()
})

describe.each(['dark', 'light'] as const)('%s', (theme) => {
  let opened: Opened
  beforeAll(async () => {
    opened = await system.logIn('anna', { from: plain, withMap: true, theme })
  })

  test.each(VIEWS)('%s', async (_name, { search, isThere, act }) => {
    const { page } = opened
    await page.goto(`${system.alertUrl}/${search}`)
    await page.locator('.row, .handover-items, .report, .wall-main').first().waitFor()
    if (search.includes('alert=nz-alarm') && !search.includes('view=')) await page.locator('.panel-head').waitFor()
    await act?.(page)
    await page.locator(isThere).first().waitFor()
    expect(await findAccessibilityViolations(page)).toEqual([])
  })

  test('whatever is real stands first and says so, and the strip counts both', async () => {
    const { page } = opened
    await page.goto(system.alertUrl)
    await page.locator('.row').nth(8).waitFor()
    const tags = await page.locator('.row .real-tag, .row .exercise-tag').allTextContents()
    expect(tags).toEqual([...Array(6).fill('REAL'), ...Array(3).fill('EXERCISE')])
    expect(await page.locator('.chips .tag').allTextContents()).toEqual(['5 REAL', '3 exercise'])
  })

  test('at 400 % it is one column, and nothing is cut off', async () => {
    const { page } = opened
    await page.setViewportSize({ width: 320, height: 640 })
    for (const search of ['?alert=nz-alarm', '?only=list', '?view=handover', '?view=report&alert=nz-alarm']) {
      await page.goto(`${system.alertUrl}/${search}`)
      await page.locator('.row, .handover-items, .report').first().waitFor()
      expect(await page.evaluate('document.documentElement.scrollWidth'), search).toBeLessThanOrEqual(320)
    }
    await page.setViewportSize({ width: 1_280, height: 720 })
  })

  test('prints dark on white', async () => {
    const { page } = opened
    await page.goto(`${system.alertUrl}/?alert=nz-alarm`)
    await page.keyboard.press('?')
    await page.getByRole('button', { name: theme }).click()
    await page.keyboard.press('Escape')
    await page.locator('.history li').first().waitFor({ state: 'attached' })
    await page.emulateMedia({ media: 'print' })
    for (const part of ['.lead', '.craft-rows', '.moments', '.history'])
      expect(await page.locator(part).isVisible(), `${part} on paper`).toBe(true)
    expect(await page.evaluate('getComputedStyle(document.querySelector(".panel")).color')).toBe('rgb(16, 26, 34)')
    expect(await page.locator('.row').first().isVisible()).toBe(false)
    await page.emulateMedia({ media: null })
  })

  test('with the map', async () => {
    const { page, faults, context } = await system.logIn('ben', { withMap: true, theme })
    await page.goto(`${system.alertUrl}/?alert=nz-alarm`)
    await page.locator('.map-place[data-ready]').waitFor({ state: 'attached' })
    expect(await findAccessibilityViolations(page)).toEqual([])
    // An inbound group, with its fan to the line, a ring where it crosses, and the ETA beside that in the same colour.
    await page.locator(`[data-alert-id="${anInboundAlert().alertId}"]`).click()
    await waitFor(() => findColour(page, WARNING_ON_MAP[theme]), { what: 'the fan of an inbound group on the map' })
    expect(await findAccessibilityViolations(page)).toEqual([])
    expect(faults).toEqual({ errors: [], strangers: [] })
    await context.close()
  })

  test('logging in, and being refused', async () => {
    const context = await plain.newContext({ colorScheme: theme })
    const page = await context.newPage()
    await page.goto(`${system.alertUrl}/login`)
    expect(await findAccessibilityViolations(page)).toEqual([])
    await page.getByLabel('Your token').fill('not a token')
    await page.keyboard.press('Enter')
    await page.getByRole('alert').waitFor()
    expect(await findAccessibilityViolations(page)).toEqual([])
    await context.close()
  })

  test('no page violated the security policy or asked another host', () =>
    expect(opened.faults).toEqual({ errors: [], strangers: [] }))
})
