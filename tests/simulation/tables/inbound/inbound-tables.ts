import { inboundFixTables } from './inbound-fix-tables.ts'
import { inboundGroupTables } from './inbound-group-tables.ts'
import { inboundMotionTables } from './inbound-motion-tables.ts'
import { inboundPeopleTables } from './inbound-people-tables.ts'

/** Every row of §4.14 worked by hand. The oracle is checked against them first, then the domain. */
export const inboundTables = {
  ...inboundFixTables,
  ...inboundMotionTables,
  ...inboundPeopleTables,
  ...inboundGroupTables,
}
