import type { MassArrivalAlert } from '@landfall/contracts'
import { type CraftActions, EvidenceTable } from './evidence-table.tsx'
import { redoneSums } from './redone-sums.ts'

type Props = CraftActions & { readonly alert: MassArrivalAlert }

/** Each visit with the reports its number comes from, and how they add up. */
export const Evidence = ({ alert, ...actions }: Props) => (
  <>
    <h3>Craft and reports</h3>
    <EvidenceTable craft={alert.craft} law={alert} whereHead="Arrival" {...actions} />
    <EvidenceNotes alert={alert} />
    <Sums alert={alert} />
  </>
)

type Noted = Pick<MassArrivalAlert, 'counts' | 'craftMore' | 'evidenceOmitted'>

/** What the table leaves out, and what its numbers mean. */
export const EvidenceNotes = ({ alert: { counts, craftMore, evidenceOmitted } }: { readonly alert: Noted }) => (
  <>
    {evidenceOmitted !== undefined && <p>The evidence was too large to be written.</p>}
    {craftMore !== undefined && <p>and {craftMore} more craft, which the numbers count.</p>}
    <p class="about">
      {counts === 'aboard'
        ? 'Everybody aboard counts, whatever their permission: minimum, likely and maximum as the report has them.'
        : 'Minimum: those reported as not permitted. Maximum: everybody aboard but those permitted. Likely: people of unknown permission count where the policy says so for the method, as a rule headcount, sighting and estimate.'}
    </p>
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
