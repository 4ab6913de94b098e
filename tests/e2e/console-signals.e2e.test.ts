import { aDistressAlert, anAlert, anInboundAlert } from '@landfall/testkit'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { findAccessibilityViolations } from './console/find-accessibility-violations.ts'
import { aSilentSource } from './console/open-alert-writer.ts'
import { recordTones, tonesSince } from './console/record-tones.ts'
import { type ConsoleSystem, type Opened, startConsoleSystem } from './console/start-console-system.ts'
import { feedObservations } from './feed-observations.ts'

// What calls for the operator's attention, and what must not be taken away: sound, silent sources, keys, the focus.

const QUIET_MS = 30_000
const now = () => new Date().toISOString()
const warning = () => anAlert({ alertId: 'nz-warning', firstArrivalAt: now(), lastArrivalAt: now() })
const alarm = () => anAlert({ ...warning(), alertId: 'nz-alarm', severity: 'alarm', certainty: 'observed' })

let system: ConsoleSystem
let anna: Opened
let page: Page

beforeAll(async () => {
  system = await startConsoleSystem(inject('kafkaBrokers'), inject('redisUrl'))
  anna = await system.logIn('anna', { script: recordTones })
  page = anna.page
})
afterAll(() => system?.[Symbol.asyncDispose]())

const version = (given: Parameters<typeof anAlert>[0]) => system.write(anAlert({ ...warning(), ...given }))
const seen = () => ({
  craftId: 'track:near-1',
  observedAt: now(),
  source: { id: 'radar', kind: 'radar' } as const,
})
const row = (alertId: string) => page.locator(`[data-alert-id="${alertId}"]`)
const sources = () => page.locator('.health .sources')

test('the page says when the browser blocks the sound, and a press enables it', async () => {
  // A scripted click is not a user gesture: the browser itself refuses, as it does where a policy forbids sound. It must come
  // before Playwright looks into the page, which counts as a press.
  const tab = await anna.context.newPage()
  await tab.addInitScript("addEventListener('DOMContentLoaded', () => document.querySelector('.top .switch').click())")
  await tab.goto(system.alertUrl)
  await tab.getByText('The browser blocks the sound: switch it on again').waitFor()
  expect(await findAccessibilityViolations(tab)).toEqual([])
  await tab.getByRole('switch', { name: 'Sound' }).click()
  await tab.locator('.sound').getByText('Sound on').waitFor()
  await tab.close()
})

test('a sound that the browser takes away is shown as off', async () => {
  await page.getByRole('switch', { name: 'Sound' }).click()
  await page.locator('.sound').getByText('Sound on').waitFor()
  await page.evaluate('heardContexts.at(-1).suspend()')
  await page.getByText('The browser blocks the sound').waitFor()
  await page.getByRole('switch', { name: 'Sound' }).click()
  await page.locator('.sound').getByText('Sound on').waitFor()
})

test('a warning and an alarm sound different; quiet ends after 30 s while nobody has acknowledged', async () => {
  await page.clock.install()
  await system.write(warning())
  await page.getByText('Sound on: warning').waitFor()
  await tonesSince(page, 0, [440])
  await system.write(alarm())
  await page.getByText('Sound on: alarm').waitFor()
  await tonesSince(page, 1, [1_046, 784])
  await page.keyboard.press('q')
  await page.getByText(/Muted, back in \d+ s/).waitFor()
  await page.clock.fastForward(QUIET_MS - 10_000)
  await page.getByText(/Muted, back in \d s/).waitFor()
  const quiet = await tonesSince(page)
  await page.clock.fastForward(10_000)
  await page.getByText('Sound on: alarm').waitFor()
  const back = await tonesSince(page, quiet, [1_046, 784])
  await page.clock.setSystemTime(Date.now() - 3 * 3_600_000)
  await tonesSince(page, back, [1_046, 784])
})

test('a call for help comes first with a mark of its own, sounds its own sound, and stays until a person closes it', async () => {
  const place = { longitude: 173.2, latitude: -34.1, observedAt: now() }
  const call = aDistressAlert({ firstHeardAt: now(), lastHeardAt: now(), place })
  const before = await tonesSince(page)
  await feedObservations(
    system.ingestUrl,
    [
      { type: 'position', ...seen(), longitude: 173.2, latitude: -34.05 },
      { type: 'persons', ...seen(), method: 'sighting', aboard: 12 },
    ],
    system.feeder,
  )
  await system.write(call)
  await page.getByText('Sound on: call for help').waitFor()
  await tonesSince(page, before, [2_200, 1_300])
  await page.locator('.alerts li.distress').first().waitFor()
  const shown = row(call.alertId)
  await shown.getByText('AIS-SART').waitFor()
  await expect.poll(() => shown.textContent()).toContain('20 nm NNE of North Cape')
  await expect
    .poll(() => page.locator('#assertive').textContent())
    .toContain('Distress call (AIS-SART), 20 nm NNE of North Cape')
  await shown.click()
  const near = page.locator('.near tbody tr')
  await expect.poll(() => near.textContent()).toMatch(/track:near-1.*3\.0 nm.*12.*sighting by radar/)
  expect(await findAccessibilityViolations(page)).toEqual([])

  await system.write({ ...call, version: 2, lastHeardAt: now(), changes: ['heard-again'] })
  await shown.getByText('heard again').waitFor()
  await page.keyboard.press('c')
  await page.getByLabel('Resolved').check()
  await page.getByLabel('What happened').fill('all twelve picked up')
  await page.getByRole('dialog').getByRole('button', { name: 'Close alarm' }).click()
  await shown.waitFor({ state: 'detached' })
  await page.getByText('Sound on: alarm').waitFor()
  await system.write({ ...call, version: 3, lastHeardAt: now(), changes: ['heard-again'] })
  await system.write(
    aDistressAlert({ alertId: 'distress-test', test: true, severity: 'caution', craftId: 'mmsi:972000001' }),
  )
  await row('distress-test').getByText('Distress test').waitFor()
  expect(await shown.count()).toBe(0) // Its third version was before the other's first in the log.
  await page.getByText('Sound on: alarm').waitFor()
})

test('an acknowledged alert stays quiet', async () => {
  for (const alertId of ['nz-alarm', 'nz-warning']) {
    await row(alertId).click()
    await page.getByRole('button', { name: 'Acknowledge', exact: true }).click()
    await row(alertId)
      .getByText(/^Acknowledged \d\d:\d\d by anna/)
      .waitFor()
  }
  const before = await tonesSince(page)
  await page.clock.fastForward(2 * QUIET_MS)
  await page.locator('.health').getByText('Live').waitFor()
  expect(await tonesSince(page)).toBe(before)
  await page.reload() // The clock runs as it did before.
  await row('nz-alarm').waitFor()
})

test('an inbound group says when it arrives; silenced, it sounds again once that is imminent, and leads to the mass arrival it became', async () => {
  await page.getByRole('switch', { name: 'Sound' }).click()
  const inHours = (hours: number, seconds = 0) => new Date(Date.now() + (hours * 3_600 + seconds) * 1_000).toISOString()
  const group = anInboundAlert({ eta: { earliest: inHours(3), likely: inHours(4), latest: inHours(5) } })
  const shown = row(group.alertId)
  await system.write(group)
  await page.getByText('Sound on: warning').waitFor()
  await page.getByRole('button', { name: 'Filter', exact: true }).click()
  await page.getByLabel('Kind').selectOption('inbound-group')
  await page.locator('.hidden-notice').getByText('3 hidden').waitFor()
  await expect.poll(() => page.locator('.alerts li').first().textContent()).toContain('Inbound')
  await expect.poll(() => shown.textContent()).toMatch(/1 craft.*near ETA .* UTC · in 2 to 5 h/)
  await page.keyboard.press('x')
  await shown.click()
  await page.getByRole('tab', { name: 'Craft' }).click()
  await page.locator('.craft-rows summary').click()
  await page.locator('.forecast').getByText('50.0 nm ÷ 10.0 kn = 5 h 00 min').waitFor()
  await page.getByRole('button', { name: 'Report people on track:orion-4' }).click()
  await expect.poll(() => page.getByLabel(/^Track/).inputValue()).toBe('orion-4')
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Watch' }).click()
  await page.keyboard.press('s')
  await page.getByRole('button', { name: 'Save silence' }).click()
  await shown.getByText('silenced until').waitFor()
  const quiet = await tonesSince(page)
  // Imminent from 2 h before the earliest: 3 s after it is written, by the clock alone.
  const sooner = { earliest: inHours(2, 3), likely: inHours(3), latest: inHours(4) }
  await system.write({ ...group, version: 2, eta: sooner, changes: ['eta-earlier'] })
  await expect.poll(() => shown.textContent(), { timeout: 30_000 }).toContain('imminent')
  await page.getByText('Sound on: warning').waitFor()
  await tonesSince(page, quiet, [440])
  await expect.poll(() => page.locator('#polite').textContent()).toContain('arrival imminent')

  await system.write(anAlert({ ...alarm(), alertId: 'nz-landed' }))
  await system.write({ ...group, version: 3, status: 'superseded', supersededBy: 'nz-landed', changes: ['superseded'] })
  await page.getByRole('button', { name: 'Go to nz-landed' }).click()
  await page.locator('.panel .id').getByText('nz-landed').waitFor()
  await page.keyboard.press('a')
  await row('nz-landed')
    .getByText(/^Acknowledged \d\d:\d\d by anna/)
    .waitFor()
  await shown.click()
  await page.keyboard.press('a')
  await shown.waitFor({ state: 'detached' })
})

test('a silent source is counted and named in the top bar, and is in the list, with its time, until it is back', async () => {
  await system.write(aSilentSource())
  const silent = row('source-coast-radar-1')
  await silent.getByText('coast-radar silent').waitFor()
  await expect.poll(() => silent.locator('.severity').textContent()).toContain('caution')
  await expect
    .poll(() => silent.textContent())
    .toMatch(/radar, due every 1 min.*Nothing for 12 min, since \d\d:\d\d UTC/)
  expect(await silent.textContent()).not.toMatch(/without permission|craft/)
  await sources()
    .getByText(/^\d+ of \d+ sources reporting$/)
    .waitFor()
  await expect.poll(() => sources().getAttribute('class')).toContain('bad')
  await sources().click()
  await page
    .locator('#sources')
    .getByRole('row', { name: /SILENT coast-radar/ })
    .waitFor()
  expect(await findAccessibilityViolations(page)).toEqual([])
  await silent.click()
  await page.locator('.panel').getByText('Nothing from').waitFor()
  await page.keyboard.press('h')
  await page.getByText('Why is coast-radar silent?').waitFor()
  await page.keyboard.press('w')

  await system.write(aSilentSource({ version: 2, status: 'cancelled', reason: 'heard again', changes: ['cancelled'] }))
  await silent.getByText('heard again').waitFor()
  await expect.poll(() => page.locator('#polite').textContent()).toContain('Source coast-radar heard again')
  await expect.poll(() => sources().getAttribute('class')).not.toContain('bad')
  await page.getByRole('button', { name: 'Acknowledge', exact: true }).click()
  await silent.waitFor({ state: 'detached' })
})

test('the focus, and what was typed, stay where they are when the picture changes', async () => {
  await row('nz-warning').focus()
  await version({ version: 2, changes: ['counts-raised'] })
  await version({ alertId: 'nz-second', severity: 'alarm' })
  await row('nz-second').waitFor()
  await row('nz-warning').getByText('count increased').waitFor()
  expect(await page.evaluate('document.activeElement.dataset.alertId')).toBe('nz-warning')
  await page.keyboard.press('Enter')
  await page.keyboard.press('n')
  await page.getByLabel('Note', { exact: true }).fill('half a sen')
  await version({ version: 3, changes: ['counts-lowered'] })
  await page.getByText('It has moved on to version 3').waitFor()
  await page.keyboard.type('tence')
  expect(await page.getByLabel('Note', { exact: true }).inputValue()).toBe('half a sentence')
  await page.keyboard.press('Escape')
})

const focused = () => page.evaluate('document.activeElement.textContent') as Promise<string>

test('a dialog gives the focus back however it is closed, and an action does not lose it', async () => {
  for (const close of ['Escape', 'Cancel', 'Save note'] as const) {
    await page.getByRole('button', { name: 'Note…' }).focus()
    await page.keyboard.press('Enter')
    await page.getByLabel('Note', { exact: true }).fill('seen')
    if (close === 'Escape') await page.keyboard.press('Escape')
    else await page.getByRole('button', { name: close }).click()
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    expect(await focused()).toBe('Note…')
  }
  await row('nz-second').click()
  await page.getByRole('button', { name: 'Acknowledge', exact: true }).focus()
  await page.keyboard.press('Enter')
  await page.locator('.answer', { hasText: 'Acknowledged' }).waitFor()
  await page.locator('.actions:focus').waitFor()
  await expect.poll(() => page.locator('#polite').textContent()).toContain('Acknowledged')
})

test('an answer that comes late closes no dialog that was opened in the meantime, and takes back nothing that is newer', async () => {
  const { promise: held, resolve: release } = Promise.withResolvers<void>()
  await page.route('**/actions', async (route) => {
    const response = await route.fetch()
    await held
    await route.fulfill({ response })
  })
  await version({ alertId: 'nz-third', severity: 'alarm' })
  await row('nz-third').click()
  await page.keyboard.press('a')
  await row('nz-third')
    .getByText(/^Acknowledged \d\d:\d\d by anna/)
    .waitFor()
  await page.keyboard.press('n')
  await page.getByLabel('Note', { exact: true }).fill('half a sentence')
  const ben = { authorization: `Bearer ${system.secrets.ben}`, 'content-type': 'application/json' }
  const body = JSON.stringify({ action: 'close', expectedVersion: 1, reason: 'false', note: 'nobody' })
  await fetch(`${system.alertUrl}/v1/alerts/nz-third/actions`, { method: 'POST', headers: ben, body })
  await row('nz-third').waitFor({ state: 'detached' })
  release()
  await expect.poll(() => page.locator('#polite').textContent()).toContain('Acknowledged')
  expect(await page.getByLabel('Note', { exact: true }).inputValue()).toBe('half a sentence')
  expect(await row('nz-third').count()).toBe(0)
  await page.keyboard.press('Escape')
  await page.unroute('**/actions')
})

test('a dialog is open before the next key: fast typing is text, not commands', async () => {
  const isOpen = await page.evaluate(`(async () => {
    document.activeElement.blur()
    document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'n', bubbles: true }))
    for (let turn = 0; turn < 5; turn += 1) await Promise.resolve()
    return document.querySelector('dialog[open]') !== null
  })()`)
  expect(isOpen).toBe(true)
  // The browser says late that a dialog was closed, and leaves the focus in it for a while: neither must cost the next one.
  await page.evaluate(`(async () => {
    const dialog = document.querySelector('dialog[open]')
    const { promise, resolve } = Promise.withResolvers()
    dialog.addEventListener('close', () => setTimeout(resolve))
    dialog.close()
    document.activeElement.dispatchEvent(new KeyboardEvent('keydown', { key: 'n', bubbles: true }))
    await promise
  })()`)
  expect(await page.locator('dialog[open]').count()).toBe(1)
  await page.keyboard.press('Escape')
})

test('single keys can be switched off, stay off, and the help says so', async () => {
  await page.keyboard.press('?')
  await page.getByRole('switch', { name: /single keys work/i }).uncheck()
  await page.keyboard.press('Escape')
  await page.reload()
  await row('nz-second').waitFor()
  await page.keyboard.press('h')
  await page.keyboard.press('n')
  await page.keyboard.press('?')
  await page.getByRole('dialog', { name: 'Help' }).getByText('Single keys are OFF').waitFor()
  expect(await page.getByRole('heading', { name: 'Handover' }).count()).toBe(0)
  await page.getByRole('switch', { name: /single keys work/i }).check()
  await page.keyboard.press('Escape')
  await page.keyboard.press('h')
  await page.getByRole('heading', { name: 'Handover' }).waitFor()
})

test('no page violated the security policy or asked another host', () =>
  expect(anna.faults).toEqual({ errors: [], strangers: [] }))
