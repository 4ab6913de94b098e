import {
  type ArrivalDoubt,
  describeDoubt,
  formatInterval,
  formatWireTime,
  type VisitPersons,
} from '@landfall/contracts'
import {
  type CraftEntry,
  craftEntryKey,
  craftStateKey,
  readStoredCraft,
  type StoredCraft,
  type WatchedArea,
} from '@landfall/mass-arrivals'
import { type Inspection, stagesOf } from './open-inspection.ts'

export type CraftReport = {
  readonly craftId: string
  readonly exercise: boolean
  readonly arrivals: { readonly partition: number; readonly stored: StoredCraft | null }
  readonly groups: readonly {
    readonly areaId: string
    readonly partition: number
    readonly stored: CraftEntry | null
  }[]
}

type CraftSpec = {
  readonly craftId: string
  readonly exercise: boolean
  /** Those of windowing, in its order. */
  readonly areas: readonly WatchedArea[]
}

/** What the stages hold of one craft: in arrivals by craft, in groups by area. */
export const inspectCraft = async (
  inspection: Inspection,
  { craftId, exercise, areas }: CraftSpec,
): Promise<CraftReport> => {
  const stages = stagesOf(exercise)
  const partition = inspection.partitionOf(stages.arrivals, craftId)
  const text = await inspection
    .state(stages.arrivals)
    .readEntry(partition, craftStateKey(exercise ? 'exercise' : 'real', craftId))
  const groups = areas.map(async (area) => {
    const { areaId } = area
    const groupsPartition = inspection.partitionOf(stages.groups, areaId)
    const entry = await inspection
      .state(stages.groups)
      .readEntry(groupsPartition, craftEntryKey({ area, exercise }, craftId))
    return {
      areaId,
      partition: groupsPartition,
      stored: entry === undefined ? null : (JSON.parse(entry) as CraftEntry),
    }
  })
  return {
    craftId,
    exercise,
    arrivals: { partition, stored: text === undefined ? null : readStoredCraft(text, areas) },
    groups: await Promise.all(groups),
  }
}

export const craftLines = ({ craftId, exercise, arrivals, groups }: CraftReport): readonly string[] => [
  `${craftId}${exercise ? ' (exercise)' : ''}`,
  `${stagesOf(exercise).arrivals} ${arrivals.partition}${arrivals.stored === null ? ': nothing is stored' : ''}`,
  ...(arrivals.stored === null ? [] : storedCraftLines(arrivals.stored)),
  ...groups.flatMap(({ areaId, partition, stored }) => [
    `${stagesOf(exercise).groups} ${partition}, ${areaId}${stored === null ? ': nothing is stored' : `, as of offset ${stored.reflectsOffset} of its arrivals partition`}`,
    ...(stored?.visits ?? []).map((visit) =>
      visitLine({ ...visit, arrivedAt: formatWireTime(visit.arrivedMs), lastAt: formatWireTime(visit.lastMs) }),
    ),
  ]),
]

const storedCraftLines = ({ areas, records, areasCount }: StoredCraft): readonly string[] => [
  ...(areasCount === areas.length
    ? []
    : [`  made for ${areasCount} areas, given are ${areas.length}: give those that windowing has (--area-file)`]),
  ...areas.flatMap(({ areaId, visits }) => [
    `  ${areaId}: ${visits.length === 0 ? 'no visit' : ''}`.trimEnd(),
    ...visits.map(visitLine),
  ]),
  ...records.map(
    ({ record, observedAtMs }) => `  ${record.type} ${recordName(record)}, ${formatWireTime(observedAtMs)}`,
  ),
]

const recordName = ({ source, observationId }: { readonly source: { id: string }; readonly observationId: string }) =>
  `${source.id}/${observationId}`

type VisitText = {
  readonly arrivedAt: string
  readonly lastAt: string
  readonly longitude: number
  readonly latitude: number
  readonly persons: VisitPersons | null
  readonly doubt?: ArrivalDoubt | undefined
}

const visitLine = ({ arrivedAt, lastAt, longitude, latitude, persons, doubt }: VisitText): string => {
  const people = persons === null ? 'not reported' : formatInterval(persons.unauthorised)
  const words = doubt === undefined ? '' : ` (${describeDoubt(doubt)})`
  return `    visit ${arrivedAt} to ${lastAt}, arrived at ${longitude} ${latitude}, without permission ${people}${words}`
}
