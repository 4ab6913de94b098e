import type { AlertKind, AlertView, AlertViewOf } from '@landfall/contracts'
import type { ComponentChildren } from 'preact'
import { formatApproxDuration } from '../format/format-approx-duration.ts'
import { formatSum } from '../format/format-interval.ts'
import { Moment } from '../format/moment.tsx'
import { Evidence } from './evidence.tsx'
import { Limbs } from './limbs.tsx'
import { Links } from './links.tsx'
import { TimelineView } from './timeline-view.tsx'

/** The parts of the why panel that depend on the kind of alert. */
export type WhySections = {
  readonly safety: ComponentChildren
  readonly headline: ComponentChildren
  readonly evidence: ComponentChildren
}

export const whySections = (alert: AlertView): WhySections => {
  switch (alert.kind) {
    case 'mass-arrival':
      return {
        safety: <p class="safety">{alert.safety}</p>,
        headline: <MassArrivalHeadline alert={alert} />,
        evidence: (
          <>
            <Limbs alert={alert} />
            <TimelineView alert={alert} />
            <Evidence alert={alert} />
            <Links links={alert.links} />
          </>
        ),
      }
    case 'source-silent':
      return { safety: null, headline: <SourceSilentHeadline alert={alert} />, evidence: null }
    default:
      return alert satisfies never
  }
}

type OfKind<Kind extends AlertKind> = { readonly alert: AlertViewOf<Kind> }

const MassArrivalHeadline = ({ alert }: OfKind<'mass-arrival'>) => (
  <span>
    <strong>{formatSum(alert.unauthorised)}</strong> without permission; the threshold is more than {alert.threshold}.{' '}
    <strong>{alert.certainty}</strong>.
  </span>
)

const SourceSilentHeadline = ({ alert }: OfKind<'source-silent'>) => (
  <span>
    {alert.status === 'open' ? 'Nothing from' : 'Heard again. Nothing had come from'} <strong>{alert.source.id}</strong>{' '}
    ({alert.source.kind}) since <Moment at={alert.lastHeardAt} />; expected every{' '}
    {formatApproxDuration(alert.expectedIntervalSeconds * 1_000)}. A calm picture means nothing where it alone looks.
  </span>
)
