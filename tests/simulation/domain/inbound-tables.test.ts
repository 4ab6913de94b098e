import { describeInbound, type InboundSubject } from '../tables/inbound/inbound-row.ts'
import { inboundTables } from '../tables/inbound/inbound-tables.ts'
import { createTwoStages } from './create-two-stages.ts'
import { inboundContents } from './inbound-contents.ts'

const domain: InboundSubject = (observations, areas) => {
  const stages = createTwoStages(areas, { observationPartitions: 1, arrivalsPartitions: 1 })
  for (const observation of observations) {
    stages.append(observation)
    stages.settle(1)
  }
  return inboundContents(stages.alerts())
}

describeInbound('domain', inboundTables, domain)
