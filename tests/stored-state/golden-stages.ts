import { topics } from '@landfall/contracts'
import { type World, watchArea } from '@landfall/mass-arrivals'
import type { StageDefinition } from '@landfall/stage'
import { arrivalsStage } from '@landfall/windowing/arrivals-stage'
import { groupsStage } from '@landfall/windowing/groups-stage'
import { sourcesStage } from '@landfall/windowing/sources-stage'
import { boxReach } from '../simulation/oracle/inbound/inbound-area.ts'
import { sea } from '../simulation/tables/sea.ts'

export const goldenTopics = topics('golden')
/** The sea of the tables, with what approaches need of its shape. */
const goldenSea = { ...sea(), ...boxReach({ west: 170, east: 190, south: -50, north: -30 }) }
export const goldenAreas = { areas: [watchArea(goldenSea)], configHash: 'golden' }

/** So few that the log of the fixtures reaches the limit. */
const SOURCES_MAX = 4

/** Stages of different states in one list: each only ever meets what it has made itself. */
type GoldenStage = StageDefinition<unknown, unknown, unknown, unknown>

const stagesOf = (world: World): readonly unknown[] => [
  arrivalsStage(goldenAreas, goldenTopics, { world }),
  groupsStage(goldenAreas, goldenTopics, { world }),
]

/** The stages as they run today. */
export const goldenStages = [
  ...stagesOf('real'),
  ...stagesOf('exercise'),
  sourcesStage(goldenTopics, { sourcesMax: SOURCES_MAX }),
] as readonly GoldenStage[]

export const goldenStage = (name: string): GoldenStage => {
  const stage = goldenStages.find((each) => each.name === name)
  if (stage === undefined) throw new RangeError(`no stage ${name}`)
  return stage
}
