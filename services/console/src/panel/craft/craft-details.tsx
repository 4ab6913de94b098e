import {
  type AlertCraft,
  describeDoubt,
  type InboundCraft,
  identityDoubt,
  type ReportEvidence,
} from '@landfall/contracts'
import type { ComponentChildren } from 'preact'
import { ForeignText } from '../../format/foreign-text.tsx'
import { formatInterval } from '../../format/format-interval.ts'
import { formatPosition } from '../../format/format-position.ts'
import { isolateText } from '../../format/isolate-text.ts'
import { Moment } from '../../format/moment.tsx'
import { forecastLines } from '../../inbound/forecast-lines.ts'
import type { PanelContext } from '../panel-context.ts'

type Craft = AlertCraft | InboundCraft
type Props = { readonly craft: Craft; readonly context: PanelContext }

/** The reports that the number of a craft comes from, those that conflict with it, where it was, and what can be done about it. */
export const CraftDetails = ({ craft, context }: Props) => {
  const { craftId, unauthorised, maxInSums } = craft
  const doubtedId = identityDoubt(craftId)
  return (
    <div class="craft-details">
      <dl>
        <Where craft={craft} />
        <Item name="Counted">
          {formatInterval(unauthorised)}
          {unauthorised.max === null && ` (open: ${maxInSums} in sums)`}
        </Item>
        <Item name="Aboard">
          <Report report={craft.aboardReport} />
        </Item>
        <Item name="Permission">
          <Permission craft={craft} />
        </Item>
        <Conflicts craft={craft} />
        {craft.sameAs.length > 0 && (
          <Item name="Same boat as">
            <ForeignText>{namesOf(craft)}</ForeignText>
          </Item>
        )}
        {doubtedId !== null && <Item name="Identity">{doubtedId}: there may be two</Item>}
        {craft.doubt !== undefined && <Item name="Arrival">{describeDoubt(craft.doubt)}</Item>}
        <Forecast craft={craft} />
      </dl>
      <Actions craft={craft} context={context} />
    </div>
  )
}

const Item = ({ name, children }: { readonly name: string; readonly children: ComponentChildren }) => (
  <div>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </div>
)

const namesOf = ({ sameAs, sameAsMore }: Craft): string =>
  sameAsMore === undefined ? sameAs.join(', ') : `${sameAs.join(', ')} and ${sameAsMore} more`

const Where = ({ craft }: { readonly craft: Craft }) => {
  const approach = 'approach' in craft ? craft.approach : null
  return (
    <Item name={approach === null ? 'Arrived' : 'Seen'}>
      <Moment at={approach?.last.at ?? craft.arrivedAt ?? ''} />, {formatPosition(craft.longitude, craft.latitude)}
    </Item>
  )
}

const Permission = ({ craft: { permissionReport, aboardReport } }: { readonly craft: Craft }) => {
  if (permissionReport === null) return <>unknown: nobody reported</>
  if (permissionReport.observationId === aboardReport.observationId) return <>the same report</>
  return <Report report={permissionReport} />
}

const Conflicts = ({ craft: { conflictingReports, conflictingReportsMore } }: { readonly craft: Craft }) =>
  conflictingReports.length === 0 ? null : (
    <Item name="Conflicting report">
      {conflictingReports.map((report) => (
        <div key={report.observationId}>
          <Report report={report} />
          {report.widens && ' · raises the maximum'}
        </div>
      ))}
      {conflictingReportsMore > 0 && `and ${conflictingReportsMore} more`}
    </Item>
  )

const Report = ({ report }: { readonly report: ReportEvidence }) => (
  <>
    <strong>{formatInterval(report.aboard)} aboard</strong>
    {report.permitted !== null && `, ${formatInterval(report.permitted)} permitted`}
    {report.notPermitted !== null && `, ${formatInterval(report.notPermitted)} not permitted`} by {report.method}
    <span class="about">
      {' '}
      <ForeignText>{report.sourceId}</ForeignText>, <Moment at={report.observedAt} />
    </span>
  </>
)

const Forecast = ({ craft }: { readonly craft: Craft }) =>
  'approach' in craft && craft.approach !== null ? (
    <Item name="Forecast">
      <ul class="forecast">
        {forecastLines(craft.approach).map((line) => (
          <li key={line}>{line}</li>
        ))}
        <li class="about">
          Times are in steps of 5 minutes, the earliest rounded down, the latest up, as of the last fix: slowing down or
          turning changes them with the next one.
        </li>
      </ul>
    </Item>
  ) : null

const Actions = ({ craft, context: { onReport, onTakeBack } }: Props) => {
  const { craftId, arrivedAt, doubt } = craft
  const canTakeBack = doubt === 'position-jump' && arrivedAt !== null && onTakeBack !== undefined
  return (
    <p class="craft-actions">
      {onReport !== undefined && (
        <button type="button" aria-label={`Report people on ${isolateText(craftId)}`} onClick={() => onReport(craftId)}>
          Report people…
        </button>
      )}
      {canTakeBack && (
        <button
          type="button"
          aria-label={`Take back the position of ${isolateText(craftId)}`}
          onClick={() => onTakeBack(craftId, arrivedAt)}
        >
          Take back…
        </button>
      )}
    </p>
  )
}
