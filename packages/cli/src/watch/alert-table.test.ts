import { compareAlerts } from '@landfall/contracts'
import { expect, test } from 'vitest'
import { aGroupView, aView } from '../testing/a-view.ts'
import { alertTable } from './alert-table.ts'

const plain = (_look: unknown, text: string): string => text
const place = (text: string) => ({
  place: { ...{ text, name: '', distanceMetres: 0, direction: null }, longitude: 0, latitude: 0 },
})

const alerts = [
  aView({ alertId: 'nz-20261123-aaaaaaaa', exercise: true, severity: 'alarm', ...place('at Cape Brett') }),
  aView({ alertId: 'nz-20261123-bbbbbbbb', ...place('9 nm ESE of North Cape'), version: 12 }),
  aView({
    alertId: 'nz-20261123-cccccccc',
    severity: 'alarm',
    unauthorised: { min: 33, likely: 46, max: 54, openEnded: false },
  }),
  aGroupView({ alertId: 'nz-inbound-20261123-dddddddd', ...place('49 nm NE of North Cape') }),
].toSorted(compareAlerts)

test('a wide terminal gets a table with a heading: real first, then severity, likely and the newest', () => {
  expect(alertTable(alerts, plain, 160)).toMatchInlineSnapshot(`
    [
      "SEVERITY   WORLD     WHAT           WHERE                   PEOPLE            CRAFT  RAISED (UTC)      STATE           ID",
      "▲ ALARM    REAL      mass arrival   nz                      33–54, likely 46  1      2026-11-23 09:30  unacknowledged  nz-20261123-cccccccc v1",
      "◆ WARNING  REAL      inbound group  49 nm NE of North Cape  0–40, likely 40   1      2026-11-23 09:30  unacknowledged  nz-inbound-20261123-dddddddd v1",
      "◆ WARNING  REAL      mass arrival   9 nm ESE of North Cape  0–42, likely 42   1      2026-11-23 09:30  unacknowledged  nz-20261123-bbbbbbbb v12",
      "▲ ALARM    EXERCISE  mass arrival   at Cape Brett           0–42, likely 42   1      2026-11-23 09:30  unacknowledged  nz-20261123-aaaaaaaa v1",
    ]
  `)
})

test.each([40, 60, 80])('in %d columns each alert is a few lines, and says the same', (width) => {
  const lines = alertTable(alerts, plain, width)
  for (const line of lines) expect(line.length, line).toBeLessThanOrEqual(width)
  const words = (texts: readonly string[]) => texts.join(' ')
  for (const said of ['9 nm ESE of North Cape', '33–54, likely 46', 'EXERCISE', 'nz-inbound-20261123-dddddddd'])
    expect(words(lines).replaceAll(/\s+/g, ' ')).toContain(said)
})

test('in 40 columns', () =>
  expect(alertTable(alerts.slice(0, 1), plain, 40)).toMatchInlineSnapshot(`
  [
    "▲ ALARM REAL mass arrival",
    "    nz",
    "    33–54, likely 46, 1 craft",
    "    raised 2026-11-23 09:30Z,",
    "    unacknowledged",
    "    nz-20261123-cccccccc v1",
  ]
`))
