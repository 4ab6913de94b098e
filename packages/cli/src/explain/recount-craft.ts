import type { AlertCraft, Policy, VisitPersons } from '@landfall/contracts'

type Craft = VisitPersons & Pick<AlertCraft, 'doubt'>
type Report = Craft['aboardReport']

/** `max` is Infinity where it is open. */
export type CraftRecount = {
  readonly min: number
  readonly likely: number
  readonly max: number
  readonly maxInSums: number
  /** How each number is worked out. */
  readonly steps: readonly string[]
}

const NOBODY = { min: 0, likely: 0, max: 0 }

/** The people of one visit, recounted from the reports that the alert shows (design: semantics, 3). */
export const recountCraft = (craft: Craft, policy: Policy): CraftRecount => {
  const { openEndedFactor } = policy
  const { aboardReport, permissionReport } = craft
  const aboard = closed(aboardReport.aboard)
  const countsAll = policy.counts === 'aboard'
  const permitted = closed((countsAll ? undefined : permissionReport?.permitted) ?? NOBODY)
  const stated = countsAll ? aboard : closed(permissionReport?.notPermitted ?? NOBODY)
  const not = {
    min: Math.min(stated.min, aboard.max),
    likely: Math.min(stated.likely, aboard.max),
    max: Math.min(stated.max, aboard.max),
  }
  const counts = policy.likelyMethods.includes(aboardReport.method)
  const widening = craft.conflictingReports
    .filter(({ widens }) => widens)
    .map((report) => ({ report, aboard: closed(report.aboard) }))

  const ofPicked = Math.max(not.max, aboard.max - permitted.min)
  const max = Math.max(0, ofPicked, ...widening.map((one) => one.aboard.max - permitted.min))
  const min = clamp(not.min, 0, max)
  const likely = clamp(counts ? Math.max(not.likely, aboard.likely - permitted.likely) : not.likely, min, max)
  const openLikely = [{ report: aboardReport, aboard }, ...widening]
    .filter((one) => one.aboard.max === Infinity)
    .map((one) => one.aboard.likely - permitted.likely)
  const maxInSums = max === Infinity ? openEndedFactor * Math.max(1, likely, ...openLikely) : max
  const isJump = craft.doubt === 'position-jump'
  return {
    min: isJump ? 0 : min,
    likely: isJump ? 0 : likely,
    max,
    maxInSums,
    steps: [
      ...(countsAll ? ['everybody aboard counts, as if not permitted, whoever has permission'] : []),
      `min    = not permitted ${show(not.min)} = ${show(min)}`,
      counts
        ? `likely = the larger of not permitted ${show(not.likely)} and aboard ${show(aboard.likely)} − permitted ${show(permitted.likely)} = ${show(likely)}`
        : `likely = not permitted ${show(not.likely)} = ${show(likely)} (a ${aboardReport.method} makes nobody likely)`,
      `max    = the larger of not permitted ${show(not.max)} and aboard ${show(aboard.max)} − permitted ${show(permitted.min)} = ${show(ofPicked)}`,
      ...widening.map(
        (one) =>
          `         widened by ${nameOf(one.report)}: aboard ${show(one.aboard.max)} − permitted ${show(permitted.min)}`,
      ),
      ...(max === Infinity
        ? [`         open; in sums ${openEndedFactor} × ${show(maxInSums / openEndedFactor)} = ${show(maxInSums)}`]
        : []),
      ...(isJump ? ['         an impossible position: min and likely count 0'] : []),
    ],
  }
}

/** `max: null` is "or more". */
const closed = ({ min, likely, max }: Report['aboard']) => ({ min, likely, max: max ?? Infinity })

const clamp = (value: number, min: number, max: number): number => Math.min(Math.max(value, min), max)

const show = (value: number): string => (value === Infinity ? 'open' : String(value))

const nameOf = ({ sourceId, observationId }: Report): string => `${sourceId}/${observationId}`
