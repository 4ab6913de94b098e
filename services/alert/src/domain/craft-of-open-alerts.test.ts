import { expect, test } from 'vitest'
import { aVersion } from '../testing/a-version.ts'
import { craftOfOpenAlerts } from './craft-of-open-alerts.ts'
import { applyVersion, createAlertStore } from './create-alert-store.ts'

const craft = (...ids: readonly string[]) => ids.map((craftId) => ({ craftId, sameAs: [`${craftId}-too`], likely: 1 }))

test('the craft of open alerts, by all their names: alarms first, then those raised last; not of ended ones', () => {
  const store = createAlertStore()
  const versions = [
    aVersion({ alertId: 'nz-1', severity: 'caution', craft: craft('a') }),
    aVersion({ alertId: 'nz-2', severity: 'alarm', craft: craft('b') }),
    aVersion({ alertId: 'nz-3', severity: 'caution', craft: craft('c') }),
    aVersion({ alertId: 'nz-4', severity: 'alarm', status: 'cancelled', craft: craft('d') }),
    aVersion({ alertId: 'nz-5', severity: 'alarm', exercise: true, craft: craft('e') }),
  ]
  for (const [offset, version] of versions.entries()) applyVersion(store, { ...version, offset })
  const { real, exercise } = craftOfOpenAlerts(store)
  expect([...real]).toEqual(['b', 'b-too', 'c', 'c-too', 'a', 'a-too'])
  expect([...exercise]).toEqual(['e', 'e-too'])
})
