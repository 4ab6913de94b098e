import { formatWireTime, type LoggedDistress } from '@landfall/contracts'
import { START_MS } from './a-source-log.ts'

/** A message of a distress device, observed so many seconds after the beginning of the log. */
export const aCall = (second: number, call: Partial<LoggedDistress> = {}): LoggedDistress => ({
  type: 'distress',
  craftId: 'mmsi:970000001',
  observedAt: formatWireTime(START_MS + second * 1_000),
  source: { id: 'coast', kind: 'ais' },
  observationId: `${call.craftId ?? 'mmsi:970000001'}-${second}`,
  exercise: false,
  device: 'sart',
  test: false,
  ...call,
})
