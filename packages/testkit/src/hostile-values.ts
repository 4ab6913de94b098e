import { anAlert } from './an-alert.ts'

const nested = (depth: number): string => `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`
const alert = anAlert()
const [craft] = alert.craft

/** What somebody else may have put into any topic: none of it is a record of ours. `[what, value]`. */
export const hostileValues: readonly (readonly [what: string, value: Buffer | null])[] = [
  ['nothing (a tombstone)', null],
  ['an empty value', ''],
  ['no JSON', 'not JSON'],
  ['no UTF-8', Buffer.from([0xff, 0xfe, 0x80])],
  ['JSON that is null', 'null'],
  ['JSON that is a number', '5'],
  ['JSON that is a text', '"alert"'],
  ['JSON that is a list', '[null]'],
  ['JSON of no schema', '{}'],
  ['JSON of another schema', '{"type":"policy","kind":3}'],
  ['a prototype', '{"__proto__":{"kind":"mass-arrival"},"constructor":null}'],
  ['nesting of 10,000', nested(10_000)],
  ['1 MB of a text', JSON.stringify({ type: 'x'.repeat(1_000_000) })],
  ['lone surrogates', String.raw`{"type":"\ud800","alertId":"\udfff"}`],
  ['an alert with a number too large', JSON.stringify({ ...alert, version: 1e300 })],
  ['an alert with an unknown severity', JSON.stringify({ ...alert, severity: 'doom' })],
  ['an alert without craft', JSON.stringify({ ...alert, craft: null })],
  ['an alert with a craft of nothing', JSON.stringify({ ...alert, craft: [null] })],
  ['an alert with an arrival at no time', JSON.stringify({ ...alert, craft: [{ ...craft, arrivedAt: 'x' }] })],
  ['an alert with nesting of 10,000', `${JSON.stringify(alert).slice(0, -1)},"more":${nested(10_000)}}`],
  ['an action of an unknown kind', JSON.stringify({ type: 'action', action: 'delete', alertId: alert.alertId })],
  [
    'an observation of no source',
    JSON.stringify({ type: 'position', craftId: 'a:b', observedAt: '2026-11-23T09:30:00Z' }),
  ],
].map(([what, value]): readonly [string, Buffer | null] => [
  String(what),
  value === null ? null : Buffer.from(value ?? ''),
])
