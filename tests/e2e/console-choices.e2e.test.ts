import { anAlert, aPersonsReport, aPosition, waitFor } from '@landfall/testkit'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { findAccessibilityViolations } from './console/find-accessibility-violations.ts'
import { type ConsoleSystem, type Opened, startConsoleSystem } from './console/start-console-system.ts'
import { feedObservations } from './feed-observations.ts'

// What operators choose, in the page or on their machine: notifications, reduced motion, forced colours, no pointer; and what they take back.

/**
 * Records what the page asks the desktop to show; the test decides whether the page is visible, and whether notifications
 * are granted, since a browser without a desktop reports them as denied.
 */
const HEAR_NOTIFICATIONS = `{
  window.notified = []
  window.Notification = class extends Notification {
    static permission = 'denied'
    constructor(title, options) {
      super(title, options)
      notified.push(options.body)
      window.lastNotification = this
    }
  }
  Object.defineProperty(document, 'hidden', { get: () => window.isLookedAway === true })
}`

let system: ConsoleSystem
let anna: Opened
let page: Page

beforeAll(async () => {
  system = await startConsoleSystem(inject('kafkaBrokers'), inject('redisUrl'))
  anna = await system.logIn('anna', { script: HEAR_NOTIFICATIONS })
  page = anna.page
  await page.getByText('No alerts.').waitFor()
})
afterAll(() => system?.[Symbol.asyncDispose]())

const row = (alertId: string) => page.locator(`[data-alert-id="${alertId}"]`)
const choose = async (wanted: boolean): Promise<void> => {
  await page.keyboard.press('?')
  const notifications = page.getByRole('switch', { name: /desktop notifications/i })
  if ((await notifications.isChecked()) !== wanted) await notifications.click()
  await waitFor(async () => (await notifications.isChecked()) === wanted) // The browser is asked first.
  await page.keyboard.press('Escape')
}
const notified = () => page.evaluate('notified') as Promise<readonly string[]>
const look = (away: boolean) => page.evaluate(`isLookedAway = ${away}`)
const style = (selector: string, property: string) =>
  page.evaluate(`getComputedStyle(document.querySelector('${selector}')).${property}`)
const raise = async (alertId: string, given: Parameters<typeof anAlert>[0] = {}): Promise<void> => {
  await system.write(anAlert({ alertId, ...given }))
  await row(alertId).waitFor()
}

test('the page says when the browser refuses notifications', async () => {
  await page.keyboard.press('?')
  await page.getByText('This browser refuses notifications to this page.').waitFor()
  await page.getByRole('switch', { name: /desktop notifications/i }).click()
  await waitFor(async () => !(await page.getByRole('switch', { name: /desktop notifications/i }).isChecked()))
  await page.keyboard.press('Escape')
})

test('notifications, by choice: of warnings and alarms, while nobody looks at the page', async () => {
  await anna.context.grantPermissions(['notifications'])
  await page.evaluate("Notification.permission = 'granted'")
  await choose(true)
  await look(true)
  await raise('nz-first')
  await waitFor(async () => (await notified()).length > 0)
  await look(false)
  await raise('nz-looked-at')
  await look(true)
  await raise('nz-caution', { severity: 'caution' })
  await raise('nz-alarm', { severity: 'alarm', certainty: 'observed' })
  await raise('nz-exercise', { exercise: true })
  await waitFor(async () => (await notified()).length > 2)
  await system.write(anAlert({ alertId: 'nz-first', version: 2, severity: 'alarm', changes: ['severity-raised'] }))
  await waitFor(async () => (await notified()).length > 3)
  await page.evaluate("lastNotification.dispatchEvent(new Event('click'))")
  await page.locator('.panel .id').getByText('nz-first').waitFor()
  await choose(false)
  await raise('nz-no-longer')
  const words = ['warning: Mass arrival', 'alarm: Mass arrival', 'Exercise. warning: Mass arrival', 'severity up']
  expect(await notified()).toEqual(words.map((each) => expect.stringContaining(each)))
  await look(false)
})

test('with reduced motion nothing moves, and what is unacknowledged still shows', async () => {
  const phase = () => page.evaluate('document.documentElement.dataset.flash') as Promise<string | undefined>
  const fillOf = (given: string) =>
    page.evaluate(`(() => {
      document.documentElement.dataset.flash = '${given}'
      return getComputedStyle(document.querySelector('.card.unacknowledged .head')).backgroundColor
    })()`) as Promise<string>
  const [first] = [await phase()]
  await expect.poll(phase).not.toBe(first)
  const filled = await fillOf('filled')
  expect(await fillOf('outlined')).not.toBe(filled)
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await expect.poll(() => page.evaluate('document.getAnimations().length')).toBe(0)
  expect([await fillOf('filled'), await fillOf('outlined')]).toEqual([filled, filled])
  expect(filled).not.toBe(await style('.card.unacknowledged > button', 'backgroundColor'))
  await page.emulateMedia({ reducedMotion: null })
})

test.each(['dark', 'light'] as const)(
  'in the machine’s own %s colours everything can be distinguished',
  async (colorScheme) => {
    await page.emulateMedia({ forcedColors: 'active', colorScheme })
    await row('nz-first').click()
    await page.locator('.panel .lead').waitFor()
    const canvas = await style('body', 'backgroundColor')
    const tab = await style('nav button:not([aria-current]):not([aria-pressed])', 'backgroundColor')
    expect(await style('nav button[aria-current=page]', 'backgroundColor')).not.toBe(tab)
    expect(await style('.severity .icon', 'forcedColorAdjust')).toBe('none') // Symbols keep their own colours.
    expect(await style('.card.unacknowledged .head', 'backgroundColor')).not.toBe(canvas)
    await page.emulateMedia({ forcedColors: null, colorScheme: 'dark' })
  },
)

test('every craft can be found, described and reported on without a pointer', async () => {
  const positions = ['mmsi:512000001', 'mmsi:512000002'].map((craftId, index) =>
    aPosition({ craftId, longitude: 174 + index, latitude: -36, observedAt: new Date().toISOString() }),
  )
  await feedObservations(system.ingestUrl, positions, system.feeder)
  const { page: map, faults, context } = await system.logIn('ben', { withMap: true })
  await map.getByText('2 craft').waitFor()
  await map.locator('.map-place[data-ready]').waitFor({ state: 'attached' })
  await map.keyboard.press('m')
  await map.locator('.map').waitFor({ state: 'detached' })
  await map.keyboard.press('f') // Brings the map with it, and what is typed next is text.
  await map.keyboard.type('nobody')
  await map.keyboard.press('Enter')
  await map.getByText('No craft or place is called nobody.').first().waitFor()
  await map.locator('.map-place[data-ready]').waitFor({ state: 'attached' })
  await map.locator('#find-craft').fill('512000002')
  await map.keyboard.press('Enter')
  await map.locator('.picked').getByText('36°00.0′S 175°00.0′E').waitFor()
  await expect.poll(() => map.locator('#polite').textContent()).toContain('mmsi:512000002')
  expect(await findAccessibilityViolations(map)).toEqual([])
  await map.locator('#picked:focus').waitFor()
  await map.keyboard.press('Tab')
  await map.keyboard.press('Enter')
  await expect.poll(() => map.getByLabel(/^MMSI/).inputValue()).toBe('512000002')
  expect(faults).toEqual({ errors: [], strangers: [] })
  await context.close()
})

test('a jump is taken back in the evidence, and the alert is cancelled', async () => {
  const craftId = 'mmsi:512000003'
  const jumpMs = Math.floor(Date.now() / 3_600_000 - 12) * 3_600_000 + 300_000
  const seenAt = (minutes: number, longitude: number) =>
    aPosition({ craftId, longitude, latitude: -34.402, observedAt: new Date(jumpMs + minutes * 60_000).toISOString() })
  const listed = { craftId, observedAt: new Date(jumpMs).toISOString(), method: 'manifest' as const, aboard: 40 }
  const jump = [seenAt(-15, 160), seenAt(0, 173.051), seenAt(65, 160), aPersonsReport(listed)]
  await feedObservations(system.ingestUrl, jump, system.feeder)
  const alertOf = async (): Promise<string | undefined> => {
    const headers = { authorization: `Bearer ${system.secrets.anna}` }
    const answer = await fetch(`${system.alertUrl}/v1/alerts?status=open`, { headers })
    const { alerts } = (await answer.json()) as { alerts: readonly { alertId: string }[] }
    return alerts.find((alert) => JSON.stringify(alert).includes(craftId))?.alertId
  }
  await row(await waitFor(alertOf)).click()
  await page.getByRole('tab', { name: 'Craft' }).click()
  await page.locator('.craft-rows summary').first().click()
  await page.locator('.craft-details').getByText('a single position, out of reach').waitFor()
  await page.getByRole('button', { name: `Take back the position of ${craftId}` }).click()
  await page.getByRole('dialog').getByText('this arrival goes, its people go with it').waitFor()
  expect(await findAccessibilityViolations(page)).toEqual([])
  await page.getByRole('button', { name: 'Take it back' }).click()
  await page.getByRole('dialog').getByText('Taken back; the alert follows').waitFor()
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click()
  await page.locator('.ending').getByText('None of its craft has arrived').waitFor()
})

test('no page violated the security policy or asked another host', () =>
  expect(anna.faults).toEqual({ errors: [], strangers: [] }))
