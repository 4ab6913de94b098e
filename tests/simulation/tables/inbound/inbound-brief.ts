import type { ApproachEvidence, Eta } from '@landfall/contracts'
import type { InboundContent } from '../../oracle/inbound/inbound-content-oracle.ts'
import { notationOf } from '../sea.ts'

type Row = InboundContent['craft'][number]

/** What an inbound group says in the notation of the tables; a row gives the parts it is about. */
export const inboundBrief = ({ craft, ...content }: InboundContent) => {
  const { min, likely, max, openEnded } = content.unauthorised
  const approaches = craft.flatMap(({ approach }) => approach ?? [])
  return {
    exercise: content.exercise,
    severity: content.severity,
    people: `${min}/${likely}/${max}${openEnded ? '+' : ''}`,
    arrived: content.arrived,
    inbound: content.inbound,
    eta: etaText(content.eta),
    craft: craft.map(nameOf),
    counts: craft.map(({ unauthorised }) => `${unauthorised.min}/${unauthorised.likely}/${unauthorised.max ?? 'open'}`),
    sameAs: craft.map(({ sameAs }) => sameAs.map((name) => name.replace('track:', '')).join(' ')),
    states: approaches.map(({ state }) => state),
    motions: approaches.map(motionText),
    etas: approaches.map(({ eta }) => etaText(eta)),
    jumps: approaches.map(({ jumps }) => jumps.map((fix) => notationOf(fix.at)).join(' ')),
    distances: approaches.map(({ distanceToAreaNm }) => distanceToAreaNm),
    rays: approaches.map(({ rays }) => rays.map(({ lengthNm }) => lengthNm ?? '-').join(' ')),
    courses: approaches.map(({ rays }) =>
      rays.map(({ courseDegrees }) => Math.round(courseDegrees * 1e6) / 1e6).join(' '),
    ),
    crossings: approaches.map(({ crossing }) =>
      crossing === null
        ? 'none'
        : `${Math.abs(crossing.longitude).toFixed(2)} ${Math.abs(crossing.latitude).toFixed(2)}`,
    ),
  }
}
export type InboundBrief = ReturnType<typeof inboundBrief>

/** `a@2` arrived at 2, `a~3` was last seen at 3. */
const nameOf = ({ craftId, arrivedAt, approach }: Row): string =>
  `${craftId.replace('track:', '')}${arrivedAt === null ? `~${notationOf(approach?.last.at ?? null)}` : `@${notationOf(arrivedAt)}`}`

const etaText = (eta: Eta | null): string =>
  eta === null ? 'none' : [eta.earliest, eta.likely, eta.latest].map(notationOf).join('..')

/** Speed, course and the fixes from which they are: `10 kn 270 2..3`, `8 kn 270 said at 3`, `unknown at 3`. */
const motionText = ({ motion, speedKnots, courseDegrees, first, last }: ApproachEvidence): string => {
  const until = notationOf(last.at)
  if (motion === null) return `unknown at ${until}`
  const moved = `${speedKnots} kn ${courseDegrees}`
  return motion === 'reported' ? `${moved} said at ${until}` : `${moved} ${notationOf(first?.at ?? null)}..${until}`
}
