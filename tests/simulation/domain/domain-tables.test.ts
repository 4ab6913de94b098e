import { describeTables, type Subject } from '../tables/row.ts'
import { tables } from '../tables/tables.ts'
import { openContents } from './content-of-alert.ts'
import { createTwoStages } from './create-two-stages.ts'

const domain: Subject = (observations, areas) => {
  const stages = createTwoStages(areas, { observationPartitions: 1, arrivalsPartitions: 1 })
  for (const observation of observations) {
    stages.append(observation)
    stages.settle(1)
  }
  return openContents(
    stages.alerts(),
    areas.map(({ areaId }) => areaId),
  )
}

describeTables('domain', tables, domain)
