import { describeInbound } from '../../tables/inbound/inbound-row.ts'
import { inboundTables } from '../../tables/inbound/inbound-tables.ts'
import { inboundGroupsOf } from './inbound-groups-of.ts'

describeInbound('oracle', inboundTables, inboundGroupsOf)
