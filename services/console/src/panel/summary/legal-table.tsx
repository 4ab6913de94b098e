import { describeLaw, type MassArrivalAlert } from '@landfall/contracts'
import { formatUtc } from '../../format/format-utc.ts'
import { SumHeads } from '../sum-heads.tsx'
import { SumQuestion } from '../sum-question.tsx'
import { type LimbRow, limbRows, type Windows } from './limb-rows.ts'

type Props = { readonly alert: MassArrivalAlert; readonly windows: Windows | null }

/** The three legal tests, each with its sums, and whether it is met. */
export const LegalTable = ({ alert, windows }: Props) => {
  const rows = limbRows(alert, windows)
  return (
    <section class="part">
      <SumQuestion alert={alert} />
      <table class="limbs">
        <thead>
          <tr>
            <th scope="col">Legal test</th>
            <SumHeads />
            <th scope="col">Met?</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ name, met, certainty, cells }) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              {cells.map(({ which, persons, over }) => (
                <td key={which} class={over ? 'num over' : 'num'}>
                  {persons}
                </td>
              ))}
              <td class={certainty ?? 'unmet'}>{met}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <details class="how">
        <summary>How it is counted</summary>
        <ul>
          {rows.flatMap(windowLines).map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
        <p>Each sum is the largest of its kind, so their windows may differ. {describeLaw(alert)}</p>
      </details>
    </section>
  )
}

/** `Within 24 h (s 9A (c)), likely 46: 23 Nov 15:49 UTC to 24 Nov 01:12 UTC` */
const windowLines = ({ name, paragraph, cells }: LimbRow): readonly string[] =>
  cells.flatMap(({ which, persons, from, to }) =>
    from === null || to === null
      ? []
      : [`${name}${paragraph === null ? '' : ` (${paragraph})`}, ${which} ${persons}: ${windowWords(from, to)}`],
  )

const windowWords = (from: string, to: string): string =>
  from === to ? formatUtc(Date.parse(from)) : `${formatUtc(Date.parse(from))} to ${formatUtc(Date.parse(to))}`
