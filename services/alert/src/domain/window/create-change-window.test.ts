import { expect, test } from 'vitest'
import { anAction, aVersion } from '../../testing/a-version.ts'
import { type AlertStore, applyAction, applyVersion, createAlertStore } from '../create-alert-store.ts'
import { sizeOf, tailBytes } from './create-change-window.ts'

const ALERTS = 200
const VERSIONS = 50
const ACTION_BYTES = 1_024
const WINDOW_BYTES = 1_000_000

/** Many alerts with many versions each, then one action on each: a window of the actions alone has an anchor for each. */
const closedInTheEnd = (limits: Parameters<typeof createAlertStore>[0]): AlertStore => {
  const store = createAlertStore(limits)
  for (let at = 0; at < ALERTS * VERSIONS; at += 1) {
    const [alertId, version] = [`nz-${at % ALERTS}`, Math.floor(at / ALERTS) + 1]
    applyVersion(store, aVersion({ alertId, version, offset: at, timeMs: at }))
  }
  for (let at = 0; at < ALERTS; at += 1) {
    const given = { action: 'close', expectedVersion: VERSIONS, offset: at, timeMs: ALERTS * VERSIONS + at } as const
    applyAction(store, anAction({ alertId: `nz-${at}`, ...given }))
  }
  return store
}

const held = ({ window }: AlertStore): number => {
  const versions = window.versions.reduce((sum, version) => sum + sizeOf(version), 0)
  const anchors = [...window.anchors.values()].reduce((sum, { fold }) => sum + tailBytes(fold), 0)
  return versions + window.actions.length * ACTION_BYTES + anchors
}

test('the bytes of the window count the versions that its anchors hold', () => {
  const store = closedInTheEnd({ windowRecordsMax: ALERTS, windowBytesMax: WINDOW_BYTES })
  expect(held(store)).toBe(store.window.bytes)
  expect(held(store)).toBeLessThanOrEqual(WINDOW_BYTES * 1.1)
  expect(store.window.anchors.size).toBeGreaterThan(0)
  expect(store.window.anchors.size).toBeLessThan(ALERTS / 2)
})

test('a window that has let go of everything holds no bytes', () => {
  const { window } = closedInTheEnd({ windowRecordsMax: 0 })
  expect([window.anchors.size, window.bytes]).toEqual([0, 0])
})
