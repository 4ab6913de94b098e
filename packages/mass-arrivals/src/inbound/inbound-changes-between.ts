import { type InboundChange, type InboundGroupAlert, severityRank } from '@landfall/contracts'
import type { RevisedAlert } from '../alerts/area-alert.ts'
import type { HeldAlert } from '../alerts/held-alert.ts'
import type { CountedVisit } from '../situations/counted-visit.ts'

/** What has changed since the version before, in words that a reader can filter by. A boat is the same under any of its names. */
export const inboundChangesBetween = (
  held: HeldAlert,
  revised: RevisedAlert,
  members: readonly CountedVisit[],
): InboundChange[] => {
  const [before, after] = [held.alert as InboundGroupAlert, revised as InboundGroupAlert]
  const figures = (['min', 'likely', 'max'] as const).map(
    (figure) => after.unauthorised[figure] - before.unauthorised[figure],
  )
  const rise = severityRank(after.severity) - severityRank(before.severity)
  const earliest = [before.eta?.earliest, after.eta?.earliest]
  const [was = '', is = ''] = earliest.every((at) => at !== undefined) ? earliest : []
  const holds: readonly (readonly [InboundChange, boolean])[] = [
    ['cancelled', after.status === 'cancelled' && before.status !== 'cancelled'],
    ['superseded', after.status === 'superseded' && before.status !== 'superseded'],
    ['reopened', after.status === 'open' && before.status !== 'open'],
    ['severity-raised', rise > 0],
    ['severity-lowered', rise < 0],
    ...craftChanges(held, members),
    ['counts-raised', figures.some((by) => by > 0)],
    ['counts-lowered', figures.some((by) => by < 0)],
    ['eta-earlier', is < was],
    ['eta-later', is > was],
    ['policy-changed', after.policy !== before.policy],
  ]
  const changes = holds.flatMap(([change, isSo]) => (isSo ? [change] : []))
  return changes.length > 0 ? changes : ['evidence-changed']
}

type Known = { readonly names: readonly string[]; readonly isApproach: boolean }

const craftChanges = (
  { alert, visits }: HeldAlert,
  members: readonly CountedVisit[],
): readonly (readonly [InboundChange, boolean])[] => {
  const were = alert.craftMore === undefined ? listed(alert as InboundGroupAlert) : visits.map(spanned)
  const wereNames = new Set(were.flatMap(({ names }) => names))
  const areNames = new Set(members.flatMap(({ names }) => names))
  const landedNames = new Set(members.flatMap(({ approach, names }) => (approach === undefined ? names : [])))
  const isIn = (names: readonly string[], all: ReadonlySet<string>): boolean => names.some((name) => all.has(name))
  return [
    ['craft-joined', members.some(({ names }) => !isIn(names, wereNames))],
    ['craft-left', were.some(({ names }) => !isIn(names, areNames))],
    ['craft-arrived', were.some(({ names, isApproach }) => isApproach && isIn(names, landedNames))],
  ]
}

const listed = ({ craft }: InboundGroupAlert): readonly Known[] =>
  craft.map(({ craftId, sameAs, approach }) => ({ names: [craftId, ...sameAs], isApproach: approach !== null }))

const spanned = ({ craftId, isApproach }: HeldAlert['visits'][number]): Known => ({
  names: [craftId],
  isApproach: isApproach === true,
})
