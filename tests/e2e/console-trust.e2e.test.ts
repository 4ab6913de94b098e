import { anAlert } from '@landfall/testkit'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { recordTones, tonesSince } from './console/record-tones.ts'
import { type ConsoleSystem, type Opened, startConsoleSystem } from './console/start-console-system.ts'

// When the picture is not to be trusted: a clock that is wrong, a service that goes away, a session that is over, a page that fails.

const HOURS_MS = 3 * 3_600_000
const MINUTE_MS = 60_000
/** As on a screen whose clock is three hours ahead. */
const CLOCK_AHEAD = `{
  const Right = Date
  const now = () => Right.now() + ${HOURS_MS}
  window.Date = class extends Right {
    constructor(...given) {
      super(...(given.length === 0 ? [now()] : given))
    }
    static now = now
  }
}`
/** Keeps the socket reachable, so that a test can inject a frame that no current service sends. */
const KEEP_SOCKET = `window.WebSocket = class extends WebSocket {
  constructor(...given) {
    super(...given)
    window.keptSocket = this
  }
}`

let system: ConsoleSystem

beforeAll(async () => {
  system = await startConsoleSystem(inject('kafkaBrokers'), inject('redisUrl'))
  await system.write(anAlert({ alertId: 'nz-first' }))
})
afterAll(() => system?.[Symbol.asyncDispose]())

const row = (page: Page, alertId: string) => page.locator(`[data-alert-id="${alertId}"]`)
const item = (page: Page, label: string) => page.locator('.health .item', { hasText: label })

test('a screen whose clock is hours ahead shows, counts and reports by the server’s', async () => {
  const { page, context, faults } = await system.logIn('anna', { script: CLOCK_AHEAD })
  await page.getByText(/^Clock (3 h 00|2 h 59) min ahead$/).waitFor() // In short: the page is 1280 px wide.
  const [shown = ''] = /\d\d:\d\d:\d\d/.exec((await page.locator('.watch-time').textContent()) ?? '') ?? []
  const offMs = Date.parse(`${new Date().toISOString().slice(0, 11)}${shown}Z`) - Date.now()
  expect(Math.min(Math.abs(offMs), 24 * 3_600_000 - Math.abs(offMs))).toBeLessThan(MINUTE_MS)
  await system.write(anAlert({ alertId: 'nz-alarm', severity: 'alarm', certainty: 'observed' }))
  await row(page, 'nz-alarm').waitFor()
  await page.locator('.alarm-rate span', { hasText: /^1$/ }).waitFor()
  await page.keyboard.press('p')
  const observedAt = Date.parse(`${(await page.getByLabel('Seen at').inputValue()).replace(' ', 'T')}Z`)
  expect(Math.abs(observedAt - Date.now())).toBeLessThan(2 * MINUTE_MS) // It is written in minutes.
  expect(faults).toEqual({ errors: [], strangers: [] })
  await context.close()
})

test('the handover says that nothing is known yet', async () => {
  const { page, context } = await system.logIn('anna')
  await page.routeWebSocket(/feed/, () => {}) // Opens, and says nothing.
  await page.goto(`${system.alertUrl}/?view=handover`)
  await page.getByText('Nothing is known yet').waitFor()
  expect(await page.getByText('None.').count()).toBe(0)
  await context.close()
})

test('a history that fails to load is not shown as empty', async () => {
  const { page, context } = await system.logIn('anna')
  await page.route('**/history*', (route) => route.fulfill({ status: 503, body: '{}' }))
  await row(page, 'nz-first').click()
  await page.getByRole('tab', { name: 'Log' }).click()
  await page.getByText('The log could not be fetched').waitFor()
  await context.close()
})

test('an action and a report whose answer is lost are not said to have failed', async () => {
  const { page, context } = await system.logIn('anna')
  await page.route(/actions$|observations$/, (route) => route.abort())
  await row(page, 'nz-first').click()
  await page.keyboard.press('a')
  await page.locator('.answer.bad').getByText('NOT CERTAIN: acknowledge may have been done').waitFor()
  await page.keyboard.press('p')
  await page.getByLabel('Position').fill("36°59.4'S 174°18.0'E")
  await page.getByLabel('Minimum').fill('3')
  await page.getByRole('button', { name: 'Send report' }).click()
  await page.locator('.answer.bad').getByText('Perhaps not taken').waitFor()
  await context.close()
})

test('a page that cannot render its data says that it has failed', async () => {
  const { page, context } = await system.logIn('anna', { script: KEEP_SOCKET })
  await row(page, 'nz-first').waitFor()
  const alert = { ...anAlert({ alertId: 'nz-tomorrow' }), kind: 'of-tomorrow', listed: true, state: 'unacknowledged' }
  const frame = JSON.stringify({ type: 'alert', cursor: 'a999.c999', alert })
  await page.evaluate(`keptSocket.dispatchEvent(new MessageEvent('message', { data: ${JSON.stringify(frame)} }))`)
  await page.getByText('THIS PAGE HAS FAILED').waitFor()
  await page.keyboard.press('j') // It still says so after drawing again.
  expect(await page.title()).toContain('FAILED')
  await page.getByRole('button', { name: 'Load it again' }).click()
  await row(page, 'nz-first').waitFor()
  expect(await page.getByText('THIS PAGE HAS FAILED').count()).toBe(0)
  await context.close()
})

test('a restart of the service sounds as a loss and needs no reload; an operator logged out by it is asked to log in', async () => {
  const stays: Opened = await system.logIn('anna', { script: recordTones })
  const leaves: Opened = await system.logIn('ben')
  for (const alertId of ['nz-first', 'nz-alarm']) {
    await row(stays.page, alertId).click()
    await stays.page.keyboard.press('a')
    await row(stays.page, alertId)
      .getByText(/^Acknowledged \d\d:\d\d by anna/)
      .waitFor()
  }
  await row(leaves.page, 'nz-first').click()
  await stays.page.getByRole('switch', { name: 'Sound' }).click()
  await stays.page.locator('.sound').getByText('Sound on').waitFor()
  const before = await tonesSince(stays.page)
  await system.kill('alert', 'SIGKILL')
  await leaves.context.clearCookies()
  await stays.page.getByText('Sound on: picture lost').waitFor()
  await tonesSince(stays.page, before, [660, 330])
  await expect.poll(() => stays.page.locator('#polite').textContent()).toContain('NOT CURRENT')
  expect(await stays.page.locator('#assertive').textContent()).not.toContain('NOT CURRENT')
  await system.restart('alert')
  await item(stays.page, 'Live').waitFor()
  await stays.page.locator('.console:not(.untrusted)').waitFor()

  await leaves.page.getByText('Session ended: sign in').waitFor()
  await expect.poll(() => leaves.page.locator('.console.untrusted').count()).toBe(1)
  await row(leaves.page, 'nz-first').waitFor() // What was seen is not taken away.
  await leaves.page.getByRole('button', { name: 'Sign in' }).click()
  await leaves.page.getByLabel('Your token').fill(system.secrets.ben)
  await leaves.page.keyboard.press('Enter')
  await leaves.page.locator('.panel .id').getByText('nz-first').waitFor()
  expect(leaves.page.url()).toContain('alert=nz-first')
  for (const { faults } of [stays, leaves]) expect(faults).toEqual({ errors: [], strangers: [] })
})
