import {
  type AlertCraft,
  countedPeople,
  describeDoubt,
  type InboundCraft,
  identityDoubt,
  type ReportEvidence,
  type StatedLaw,
} from '@landfall/contracts'
import { ForeignText } from '../format/foreign-text.tsx'
import { formatInterval } from '../format/format-interval.ts'
import { formatPosition } from '../format/format-position.ts'
import { isolateText } from '../format/isolate-text.ts'
import { Moment } from '../format/moment.tsx'
import { APPROACH_WORDS } from '../inbound/approach-words.ts'
import { CraftName } from './craft-name.tsx'

type EvidenceCraft = AlertCraft | InboundCraft

/** Opens the report form for a craft. */
type OnReport = (craftId: string) => void

/** Asks whether the position of an arrival shall be taken back. */
type OnTakeBack = (craftId: string, arrivedAt: string) => void

/** What whoever looks may do about a craft; each absent where they may not. */
export type CraftActions = {
  readonly onReport?: OnReport | undefined
  readonly onTakeBack?: OnTakeBack | undefined
}

type Props = CraftActions & {
  readonly craft: readonly EvidenceCraft[]
  readonly law: StatedLaw
  /** What the second column is about. */
  readonly whereHead: string
}

/** Each visit and approach with the reports its number comes from, and those that contradict it. */
export const EvidenceTable = ({ craft, law, whereHead, ...actions }: Props) => (
  <table class="evidence">
    <thead>
      <tr>
        <th scope="col">Craft</th>
        <th scope="col">{whereHead}</th>
        <th scope="col">{countedPeople(law) === 'aboard' ? 'Aboard' : 'Without permission'}</th>
        <th scope="col">Aboard, by report</th>
        <th scope="col">Permission, by report</th>
        <th scope="col">Conflicting report</th>
      </tr>
    </thead>
    <tbody>
      {craft.map((one) => (
        <CraftRow key={`${one.craftId} ${one.arrivedAt}`} craft={one} {...actions} />
      ))}
    </tbody>
  </table>
)

const namesOf = ({ sameAs, sameAsMore }: EvidenceCraft): string =>
  sameAsMore === undefined ? sameAs.join(', ') : `${sameAs.join(', ')} and ${sameAsMore} more`

const CraftRow = ({ craft, onReport, onTakeBack }: CraftActions & { readonly craft: EvidenceCraft }) => (
  <tr>
    <th scope="row">
      <CraftName craft={craft} />
      {identityDoubt(craft.craftId) !== null && (
        <span class="about"> {identityDoubt(craft.craftId)}: there may be two</span>
      )}
      {craft.sameAs.length > 0 && (
        <span class="about">
          {' '}
          same boat as <ForeignText>{namesOf(craft)}</ForeignText>
        </span>
      )}
      {onReport !== undefined && (
        <button
          type="button"
          class="link"
          aria-label={`Report people on ${isolateText(craft.craftId)}`}
          onClick={() => onReport(craft.craftId)}
        >
          Report …
        </button>
      )}
    </th>
    <td>
      <Where craft={craft} />
      {craft.doubt !== undefined && <span class="about"> {describeDoubt(craft.doubt)}</span>}
      <TakeBack craft={craft} onTakeBack={onTakeBack} />
    </td>
    <td>
      <strong>{formatInterval(craft.unauthorised)}</strong>
      {craft.unauthorised.max === null && <span class="about"> (open: {craft.maxInSums} in sums)</span>}
    </td>
    <td>
      <Report report={craft.aboardReport} />
    </td>
    <td>
      <Permission craft={craft} />
    </td>
    <td>
      {craft.conflictingReports.length === 0 && 'none'}
      {craft.conflictingReports.map((report) => (
        <div key={report.observationId} class="conflict">
          <Report report={report} />
          {report.widens && <span class="about"> raises the maximum</span>}
        </div>
      ))}
      {craft.conflictingReportsMore > 0 && `and ${craft.conflictingReportsMore} more`}
    </td>
  </tr>
)

const TakeBack = ({ craft, onTakeBack }: Pick<CraftActions, 'onTakeBack'> & { readonly craft: EvidenceCraft }) => {
  const { craftId, arrivedAt, doubt } = craft
  if (doubt !== 'position-jump' || arrivedAt === null || onTakeBack === undefined) return null
  return (
    <button
      type="button"
      class="link"
      aria-label={`Take back the position of ${craftId}`}
      onClick={() => onTakeBack(craftId, arrivedAt)}
    >
      Take back …
    </button>
  )
}

const Where = ({ craft }: { readonly craft: EvidenceCraft }) => {
  const approach = 'approach' in craft ? craft.approach : null
  const place = formatPosition(craft.longitude, craft.latitude)
  if (approach === null) {
    return (
      <>
        {'approach' in craft && 'arrived '}
        <Moment at={craft.arrivedAt ?? ''} />
        <span class="about">{place}</span>
      </>
    )
  }
  return (
    <>
      <strong>{APPROACH_WORDS[approach.state]}</strong>, seen <Moment at={approach.last.at} />
      <span class="about">
        {place}, {approach.distanceToAreaNm.toFixed(1)} nm from the line
      </span>
    </>
  )
}

const Permission = ({ craft: { permissionReport, aboardReport } }: { readonly craft: EvidenceCraft }) => {
  if (permissionReport === null) return <>unknown: nobody reported</>
  if (permissionReport.observationId === aboardReport.observationId) return <>the same report</>
  return <Report report={permissionReport} />
}

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
