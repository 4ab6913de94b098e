import { type AlertViewOf, describeLaw } from '@landfall/contracts'
import { CraftName } from '../panel/craft/craft-name.tsx'
import { Letter } from '../panel/letter.tsx'
import { SumHeads } from '../panel/sum-heads.tsx'
import { SumQuestion } from '../panel/sum-question.tsx'
import { inboundSum } from './inbound-sum.ts'

type Props = { readonly alert: AlertViewOf<'inbound-group'>; readonly letters: ReadonlyMap<string, string> }

const SEVERITY_WORDS = {
  warning: 'A warning: the craft that have arrived or are heading in are enough for it.',
  caution: 'A caution: it takes craft whose course is not known, that are adrift, or that may arrive.',
} as const
const SUMS = ['min', 'likely', 'max'] as const

/** The sum of an inbound group, boat by boat. */
export const InboundSumTable = ({ alert, letters }: Props) => {
  const { rows, isWhole } = inboundSum(alert)
  const { unauthorised, arrived, inbound, threshold } = alert
  return (
    <section class="part">
      <SumQuestion alert={alert} />
      <table class="inbound-sum">
        <thead>
          <tr>
            <th scope="col">Boat</th>
            <th scope="col">Where</th>
            <SumHeads />
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.craftId}>
              <th scope="row">
                <Letter letter={letters.get(row.craftId)} /> <CraftName craft={row} />
              </th>
              <td>{row.where}</td>
              <td class="num">{row.min}</td>
              <td class="num">{row.likely}</td>
              <td class="num">{row.max}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">Sum</th>
            <td>
              likely {arrived} arrived + {inbound} inbound
            </td>
            {SUMS.map((which) => (
              <td key={which} class={unauthorised[which] > threshold ? 'num over' : 'num'}>
                <strong>{unauthorised[which]}</strong>
                {which === 'max' && unauthorised.openEnded && ' or more'}
              </td>
            ))}
          </tr>
        </tfoot>
      </table>
      <details class="how">
        <summary>How it is counted</summary>
        <p>
          {!isWhole &&
            'Not all of these make one sum: each number adds up craft that are linked, in the time in which it is largest. '}
          {SEVERITY_WORDS[alert.severity]} {describeLaw(alert)}
        </p>
      </details>
    </section>
  )
}
