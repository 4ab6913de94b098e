import type { MassArrivalAlert } from '@landfall/contracts'
import { formatUtc } from '../format/format-utc.ts'
import { limbRows } from './limb-rows.ts'

/** The three limbs of the law, each with its three sums and their windows. */
export const Limbs = ({ alert }: { readonly alert: MassArrivalAlert }) => (
  <>
    <h3>More than {alert.threshold} without permission?</h3>
    <table class="limbs">
      <thead>
        <tr>
          <th scope="col">Limb</th>
          <th scope="col">Over?</th>
          <th scope="col">Least</th>
          <th scope="col">Likely</th>
          <th scope="col">Most</th>
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
    <p class="about">
      Policy {alert.policy.slice(0, 19)}…; each sum is the largest of its kind, so their windows may differ.
    </p>
  </>
)

const windowWords = (from: string, to: string): string =>
  from === to ? formatUtc(Date.parse(from)) : `${formatUtc(Date.parse(from))} to ${formatUtc(Date.parse(to))}`
