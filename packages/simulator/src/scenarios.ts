import { busySea } from './busy-sea/busy-sea.ts'
import { chathams } from './chathams.ts'
import { distress } from './distress/distress.ts'
import { inbound } from './inbound/inbound.ts'
import { northland } from './northland/northland.ts'
import { rally } from './rally.ts'
import type { Scenario } from './scenario.ts'
import { thirty, thirtyOne } from './thirty.ts'

/** All scenarios; a newcomer should see the first one first. */
export const scenarios: readonly Scenario[] = [
  inbound,
  northland,
  rally,
  thirty,
  thirtyOne,
  chathams,
  distress,
  busySea,
]
