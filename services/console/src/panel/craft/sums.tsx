import type { MassArrivalAlert } from '@landfall/contracts'
import { redoneSums } from './redone-sums.ts'

/** How the numbers of the listed craft add up. */
export const Sums = ({ alert }: { readonly alert: MassArrivalAlert }) => {
  if (alert.craft.length < 2) return null
  if (alert.craftMore !== undefined) return <p class="about">The sums count more craft than are listed.</p>
  const sums = redoneSums(alert)
  return sums.length === 0 ? (
    <p class="about">
      Not all of these make one sum: each legal test adds up the craft that are linked and arrived between its two
      times.
    </p>
  ) : (
    <p class="sums">
      Added up:{' '}
      {sums.map(({ name, sum }) => (
        <span key={name}>
          {name} <strong>{sum}</strong>
        </span>
      ))}
    </p>
  )
}
