import { type Severity, severityRank } from '@landfall/contracts'
import { addAliases } from './add-aliases.ts'
import type { CraftOnAlert, VersionFacts } from './alert-version.ts'

/**
 * What an operator knows of an alert: the highest that it was since it was acknowledged or closed. Only what rises above it is
 * news, so an alert that goes up and down between two things that were seen asks for nobody (decision 0048).
 */
export type Measure = {
  readonly severity: Severity
  /** Those of the newest version first. */
  readonly craft: readonly CraftOnAlert[]
}

/** Beyond these the craft that left longest ago are forgotten, and joining again is news. Those on the alert are never. */
export const MEASURED_CRAFT_MAX = 1_000

export const measureOf = ({ severity, craft }: VersionFacts): Measure => ({ severity, craft })

/** The measure after a version that is no news. The same object where it has not changed. */
export const raiseMeasure = (measure: Measure, version: VersionFacts): Measure => {
  const counts = isLikely(version)
  const before = new Map(measure.craft.map((craft) => [craft.craftId, craft]))
  const now = new Map<string, CraftOnAlert>()
  for (const craft of version.craft) {
    const held = now.get(craft.craftId) ?? before.get(craft.craftId)
    now.set(
      craft.craftId,
      held === undefined ? { ...craft, likely: counts ? craft.likely : 0 } : joined(held, craft, counts),
    )
  }
  const left = measure.craft.filter(({ craftId }) => !now.has(craftId))
  const craft = [...now.values(), ...left].slice(0, Math.max(MEASURED_CRAFT_MAX, now.size))
  const isSame = craft.length === measure.craft.length && craft.every((one, at) => one === measure.craft[at])
  return isSame ? measure : { ...measure, craft }
}

const joined = (held: CraftOnAlert, craft: CraftOnAlert, counts: boolean): CraftOnAlert => {
  const likely = counts ? Math.max(held.likely, craft.likely) : held.likely
  const more = craft.sameAs.filter((name) => !held.sameAs.includes(name))
  return likely === held.likely && more.length === 0
    ? held
    : { craftId: held.craftId, sameAs: [...held.sameAs, ...more], likely }
}

/** People on a caution are no measure: more of them reopen no closed alert, so nobody has seen them. */
const isLikely = ({ status, severity }: VersionFacts): boolean => status === 'open' && severity !== 'caution'

export const risesInSeverity = (measure: Measure, { severity }: VersionFacts): boolean =>
  severityRank(severity) > severityRank(measure.severity)

/**
 * Whether a version has a craft with people who likely have no permission that is not in the measure under any of its names. A
 * craft that only got another name has not joined.
 */
export const hasJoiningCraft = (measure: Measure, { craft }: VersionFacts): boolean => {
  const candidates = craft.filter(({ likely }) => likely > 0)
  if (candidates.length === 0) return false
  const known = new Set(measure.craft.flatMap(({ craftId, sameAs }) => [craftId, ...sameAs]))
  if (candidates.every(({ craftId }) => known.has(craftId))) return false
  addAliases(known, craft)
  return candidates.some(({ craftId }) => !known.has(craftId))
}

/** Whether an open warning or alarm has a craft with more likely people than the measure has on it, under any of its names. */
export const hasMorePeople = (measure: Measure, version: VersionFacts): boolean => {
  if (!isLikely(version)) return false
  const { craft } = version
  const rises = craft.filter(({ craftId, likely }) => likely > likelyOf(measure.craft, new Set([craftId])))
  return rises.some(({ craftId, likely }) => {
    const names = new Set([craftId])
    addAliases(names, [...measure.craft, ...craft])
    return likely > likelyOf(measure.craft, names)
  })
}

/** Two visits of one craft are the same people, so the greater number counts. */
const likelyOf = (craft: readonly CraftOnAlert[], names: ReadonlySet<string>): number =>
  craft.reduce((most, { craftId, likely }) => (names.has(craftId) ? Math.max(most, likely) : most), 0)
