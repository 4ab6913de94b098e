import { anInboundAlert } from '@landfall/testkit'
import { expect, test } from 'vitest'
import { aVersion } from '../testing/a-version.ts'
import { readMaterialVersions } from './read-material-versions.ts'

const warning = anInboundAlert()
const later = { ...warning, eta: warning.eta && { ...warning.eta, earliest: '2026-11-23T07:25:00.000Z' } }
const versions = [
  warning,
  warning,
  later,
  { ...warning, severity: 'caution' as const },
  { ...later, severity: 'caution' as const },
].map((alert, at) => aVersion({ version: at + 1, offset: at * 2, json: Buffer.from(JSON.stringify(alert)) }))
const records = {
  versionsAt: async (offsets: readonly number[]) => versions.filter(({ offset }) => offsets.includes(offset)),
}

test('material versions of an alert are those that differ from the last material one', async () => {
  const read = async (offsets: readonly number[], max?: number) =>
    (await readMaterialVersions(records, offsets, max)).map(({ version }) => version)
  expect(await read([0, 2, 4, 6, 8])).toEqual([1, 4])
  expect(await read([0, 2, 4])).toEqual([1])
  // Beyond the limit the oldest are not looked at, and the first that is counts as material.
  expect(await read([0, 2, 4, 6, 8], 3)).toEqual([3, 4])
})
