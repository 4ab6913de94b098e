import { z } from 'zod'
import { AlertHead } from '../alert-head.ts'
import { Eta } from '../inbound/approach.ts'

/**
 * Which versions of an alert a receiver asks for: `all`, or only `material` ones, that have another status, severity, craft or people
 * than the one before that was passed on, or are expected earlier or later by more than `ETA_MATERIAL_MS`.
 */
export const ChangesWanted = z.enum(['all', 'material'])

/** Half an hour: what a smaller step of an ETA says, the next fix takes back. */
export const ETA_MATERIAL_MS = 1_800_000

const Boat = z.object({
  craftId: z.string(),
  sameAs: z.array(z.string()).default([]),
  /** Null: it has not arrived. */
  arrivedAt: z.string().nullish(),
})

/** What decides whether a version is material. A kind that counts no people has no `unauthorised`, and all of its versions are. */
export const MaterialFacts = AlertHead.pick({ status: true, severity: true }).extend({
  unauthorised: z
    .object({ min: z.number(), likely: z.number(), max: z.number(), openEnded: z.boolean().default(false) })
    .nullish(),
  craft: z.array(Boat).default([]),
  craftMore: z.number().nullish(),
  eta: Eta.nullish(),
})
export type MaterialFacts = Readonly<z.output<typeof MaterialFacts>>

/** `before`: the last version that was passed on, so that many small steps make a large one. */
export const isMaterialChange = (before: MaterialFacts, after: MaterialFacts): boolean =>
  before.unauthorised == null ||
  after.unauthorised == null ||
  before.status !== after.status ||
  before.severity !== after.severity ||
  !isSameCount(before.unauthorised, after.unauthorised) ||
  (before.craftMore ?? 0) !== (after.craftMore ?? 0) ||
  !holdsBoatsOf(before.craft, after.craft) ||
  !holdsBoatsOf(after.craft, before.craft) ||
  hasMovedEta(before.eta ?? null, after.eta ?? null)

type Count = NonNullable<MaterialFacts['unauthorised']>

const isSameCount = (a: Count, b: Count): boolean =>
  a.min === b.min && a.likely === b.likely && a.max === b.max && a.openEnded === b.openEnded

type Boats = MaterialFacts['craft']

/** Under any of its names; one that has arrived is not the same as while it approached. */
const holdsBoatsOf = (boats: Boats, others: Boats): boolean => {
  const known = new Set(boats.flatMap((boat) => namesOf(boat)))
  return others.every((boat) => namesOf(boat).some((name) => known.has(name)))
}

const namesOf = ({ craftId, sameAs, arrivedAt }: Boats[number]): readonly string[] =>
  [craftId, ...sameAs].map((name) => `${arrivedAt == null ? 'inbound' : 'arrived'} ${name}`)

const hasMovedEta = (before: Eta | null, after: Eta | null): boolean =>
  before === null || after === null
    ? before !== after
    : Math.abs(Date.parse(after.earliest) - Date.parse(before.earliest)) > ETA_MATERIAL_MS
