import {
  type AlertCraft,
  countedPeople,
  describeDoubt,
  identityDoubt,
  type MassArrivalAlert,
  type ReportEvidence,
} from '@landfall/contracts'
import { ForeignText } from '../format/foreign-text.tsx'
import { formatInterval } from '../format/format-interval.ts'
import { formatPosition } from '../format/format-position.ts'
import { Moment } from '../format/moment.tsx'
import { redoneSums } from './redone-sums.ts'

/** Each visit with the reports its number comes from, and those that contradict it. */
export const Evidence = ({ alert }: { readonly alert: MassArrivalAlert }) => (
  <>
    <h3>Craft and reports</h3>
    <table class="evidence">
      <thead>
        <tr>
          <th scope="col">Craft</th>
          <th scope="col">Arrival</th>
          <th scope="col">{countedPeople(alert) === 'aboard' ? 'Aboard' : 'Without permission'}</th>
          <th scope="col">Aboard, by report</th>
          <th scope="col">Permission, by report</th>
          <th scope="col">Contradicting</th>
        </tr>
      </thead>
      <tbody>
        {alert.craft.map((craft) => (
          <CraftRow key={`${craft.craftId} ${craft.arrivedAt}`} craft={craft} />
        ))}
      </tbody>
    </table>
    {alert.evidenceOmitted !== undefined && <p>The evidence was too large to be written.</p>}
    {alert.craftMore !== undefined && <p>and {alert.craftMore} more craft, which the numbers count.</p>}
    <p class="about">
      {alert.counts === 'aboard'
        ? 'Everybody aboard counts, whatever their permission: least, likely and most as the report has them.'
        : 'Least: those reported as not permitted. Most: everybody aboard but those permitted. Likely: people of unknown permission count where the policy says so for the method, as a rule headcount, sighting and estimate.'}
    </p>
    <Sums alert={alert} />
  </>
)

const Sums = ({ alert }: { readonly alert: MassArrivalAlert }) => {
  const sums = redoneSums(alert)
  if (alert.craft.length < 2) return null
  if (alert.craftMore !== undefined) return <p class="about">The sums count more craft than are listed.</p>
  return sums.length === 0 ? (
    <p class="about">
      Not all of these make one sum: each limb above adds up the craft that are linked and arrived between its two
      times.
    </p>
  ) : (
    <p class="sums">
      Same period, added up:{' '}
      {sums.map(({ name, sum }) => (
        <span key={name}>
          {name} <strong>{sum}</strong>
        </span>
      ))}
    </p>
  )
}

const namesOf = ({ sameAs, sameAsMore }: AlertCraft): string =>
  sameAsMore === undefined ? sameAs.join(', ') : `${sameAs.join(', ')} and ${sameAsMore} more`

const CraftRow = ({ craft }: { readonly craft: AlertCraft }) => (
  <tr>
    <th scope="row">
      {craft.name !== null && (
        <>
          <ForeignText>{craft.name}</ForeignText>{' '}
        </>
      )}
      <span class="id">
        <ForeignText>{craft.craftId}</ForeignText>
      </span>
      {identityDoubt(craft.craftId) !== null && (
        <span class="about"> {identityDoubt(craft.craftId)}: there may be two</span>
      )}
      {craft.sameAs.length > 0 && (
        <span class="about">
          {' '}
          counted once with <ForeignText>{namesOf(craft)}</ForeignText>
        </span>
      )}
    </th>
    <td>
      <Moment at={craft.arrivedAt} />
      <span class="about">{formatPosition(craft.longitude, craft.latitude)}</span>
      {craft.doubt !== undefined && <span class="about"> {describeDoubt(craft.doubt)}</span>}
    </td>
    <td>
      <strong>{formatInterval(craft.unauthorised)}</strong>
      {craft.unauthorised.max === null && <span class="about"> (open: {craft.maxInSums} in sums)</span>}
    </td>
    <td>
      <Report report={craft.aboardReport} />
    </td>
    <td>
      {craft.permissionReport === null ? (
        'unknown: nobody reported'
      ) : craft.permissionReport.observationId === craft.aboardReport.observationId ? (
        'the same report'
      ) : (
        <Report report={craft.permissionReport} />
      )}
    </td>
    <td>
      {craft.conflictingReports.length === 0 && 'none'}
      {craft.conflictingReports.map((report) => (
        <div key={report.observationId} class="conflict">
          <Report report={report} />
          {report.widens && <span class="about"> raises the most</span>}
        </div>
      ))}
      {craft.conflictingReportsMore > 0 && `and ${craft.conflictingReportsMore} more`}
    </td>
  </tr>
)

const Report = ({ report }: { readonly report: ReportEvidence }) => (
  <>
    <strong>{report.method}</strong>: {formatInterval(report.aboard)} aboard
    {report.permitted !== null && `, ${formatInterval(report.permitted)} permitted`}
    {report.notPermitted !== null && `, ${formatInterval(report.notPermitted)} not permitted`}
    <span class="about">
      {' '}
      <ForeignText>{report.sourceId}</ForeignText>, <Moment at={report.observedAt} />
    </span>
  </>
)
