import {
  type AlertKind,
  type AlertLink,
  type AlertView,
  type AlertViewOf,
  countedPeople,
  DIAGNOSTIC_TITLES,
  DISTRESS_DEVICE_TITLES,
  describeLaw,
  type MassArrivalAlert,
} from '@landfall/contracts'
import type { ComponentChildren } from 'preact'
import { ForeignText } from '../format/foreign-text.tsx'
import { formatApproxDuration } from '../format/format-approx-duration.ts'
import { formatSum } from '../format/format-interval.ts'
import { formatPosition } from '../format/format-position.ts'
import { formatUtc } from '../format/format-utc.ts'
import { Moment } from '../format/moment.tsx'
import { InboundEvidence } from '../inbound/inbound-evidence.tsx'
import { InboundHeadline } from '../inbound/inbound-headline.tsx'
import { DistressEvidence, type NearKnown } from './distress-evidence.tsx'
import { Evidence } from './evidence.tsx'
import type { CraftActions } from './evidence-table.tsx'
import { limbRows } from './limb-rows.ts'
import { LinksTable } from './links-table.tsx'
import { RulesVersion } from './rules-version.tsx'
import { TimelineView } from './timeline-view.tsx'

/** The parts of the why panel that depend on the kind of alert. */
export type WhySections = {
  readonly safety: ComponentChildren
  readonly headline: ComponentChildren
  readonly evidence: ComponentChildren
}

const CALL_WORDS =
  'A call for help: alert the rescue coordination centre at once. It stays until a person closes it, since silence does not mean that it is over.'

export type WhyContext = CraftActions & {
  /** Of the server. */
  readonly nowMs: number
  /** The craft near a call for help. */
  readonly near?: NearKnown
}

export const whySections = (alert: AlertView, { nowMs, near = 'asking', ...actions }: WhyContext): WhySections => {
  switch (alert.kind) {
    case 'diagnostic':
      return { safety: null, headline: <DiagnosticHeadline alert={alert} />, evidence: null }
    case 'distress':
      return {
        safety: alert.test ? null : <p class="safety">{CALL_WORDS}</p>,
        headline: <DistressHeadline alert={alert} />,
        evidence: <DistressEvidence alert={alert} near={near} />,
      }
    case 'inbound-group':
      return {
        safety: <p class="safety">{alert.safety}</p>,
        headline: <InboundHeadline alert={alert} nowMs={nowMs} />,
        evidence: <InboundEvidence alert={alert} nowMs={nowMs} {...actions} />,
      }
    case 'mass-arrival':
      return {
        safety: <p class="safety">{alert.safety}</p>,
        headline: <MassArrivalHeadline alert={alert} />,
        evidence: (
          <>
            <Limbs alert={alert} />
            <TimelineView alert={alert} />
            <Evidence alert={alert} {...actions} />
            <LinksTable links={alert.links.map(linkRow)} linksMore={alert.linksMore} />
          </>
        ),
      }
    case 'source-limit':
      return { safety: null, headline: <SourceLimitHeadline alert={alert} />, evidence: null }
    case 'source-silent':
      return { safety: null, headline: <SourceSilentHeadline alert={alert} />, evidence: null }
    default:
      return alert satisfies never
  }
}

const linkRow = ({ aArrivedAt, bArrivedAt, ...link }: AlertLink) => ({
  ...link,
  key: `${link.a} ${aArrivedAt} ${link.b} ${bArrivedAt}`,
})

type OfKind<Kind extends AlertKind> = { readonly alert: AlertViewOf<Kind> }

const MassArrivalHeadline = ({ alert }: OfKind<'mass-arrival'>) => (
  <span>
    <strong>{formatSum(alert.unauthorised)}</strong> {countedPeople(alert)}; the threshold is more than{' '}
    {alert.threshold}. <strong>{alert.certainty}</strong>.
  </span>
)

const DistressHeadline = ({ alert }: OfKind<'distress'>) => (
  <span>
    {alert.test ? 'A device is tried out: ' : ''}
    <strong>{DISTRESS_DEVICE_TITLES[alert.device]}</strong>{' '}
    {alert.place === null ? (
      'at an unknown place'
    ) : (
      <>
        at <strong>{formatPosition(alert.place.longitude, alert.place.latitude)}</strong>
      </>
    )}
    {alert.test && ', nobody is in distress. It ends by itself when no more such messages come'}.
  </span>
)

const SourceSilentHeadline = ({ alert }: OfKind<'source-silent'>) => (
  <span>
    {alert.status === 'open' ? 'Nothing from' : 'Heard again. Nothing had come from'}{' '}
    <strong>
      <ForeignText>{alert.source.id}</ForeignText>
    </strong>{' '}
    ({alert.source.kind}) since <Moment at={alert.lastHeardAt} />; expected every{' '}
    {formatApproxDuration(alert.expectedIntervalSeconds * 1_000)}. A calm picture means nothing where it alone looks.
  </span>
)

const SourceLimitHeadline = ({ alert }: OfKind<'source-limit'>) => (
  <span>
    {alert.status === 'open' ? 'More' : 'No longer more, as there had been,'} than <strong>{alert.sourcesMax}</strong>{' '}
    sources have sent since <Moment at={alert.reachedAt} />.{' '}
    {alert.status === 'open'
      ? 'The watched ones are watched as before; a new one that is not configured will not be missed if it falls silent.'
      : 'New ones are watched again.'}
  </span>
)

const DiagnosticHeadline = ({ alert }: OfKind<'diagnostic'>) => (
  <span>
    {alert.status === 'open' ? '' : 'No longer: '}
    {DIAGNOSTIC_TITLES[alert.cause]}:{' '}
    <strong>
      <ForeignText>{alert.subject}</ForeignText>
    </strong>
    . <ForeignText>{alert.detail}</ForeignText>. {alert.count} times from <Moment at={alert.firstAt} /> to{' '}
    <Moment at={alert.lastAt} />.
  </span>
)

/** The three limbs of the law, each with its three sums and their windows. */
const Limbs = ({ alert }: { readonly alert: MassArrivalAlert }) => (
  <>
    <h3>
      More than {alert.threshold} {countedPeople(alert)}?
    </h3>
    <table class="limbs">
      <thead>
        <tr>
          <th scope="col">Limb</th>
          <th scope="col">Met?</th>
          <th scope="col">Minimum</th>
          <th scope="col">Likely</th>
          <th scope="col">Maximum</th>
        </tr>
      </thead>
      <tbody>
        {limbRows(alert).map(({ name, rule, exceeds, certainty, cells }) => (
          <tr key={name}>
            <th scope="row">
              {name} <span class="about">{rule}</span>
            </th>
            <td class={certainty ?? ''}>{exceeds}</td>
            {cells.map(({ which, persons, over, from, to }) => (
              <td key={which} class={over ? 'over' : ''}>
                <strong>{persons}</strong>
                {over && ' over'}
                {from !== null && to !== null && <span class="about">{windowWords(from, to)}</span>}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
    <p class="about">{describeLaw(alert)}</p>
    <p class="about">
      <RulesVersion policy={alert.policy} /> Each sum is the largest of its kind, so their windows may differ.
    </p>
  </>
)

const windowWords = (from: string, to: string): string =>
  from === to ? formatUtc(Date.parse(from)) : `${formatUtc(Date.parse(from))} to ${formatUtc(Date.parse(to))}`
