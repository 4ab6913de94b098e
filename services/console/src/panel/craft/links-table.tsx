import { ForeignText } from '../../format/foreign-text.tsx'
import { formatApproxDuration } from '../../format/format-approx-duration.ts'
import { Letter } from '../letter.tsx'

/** Two craft that are near in time and place. */
export type LinkRow = {
  readonly key: string
  readonly a: string
  readonly b: string
  readonly distanceNm: number
  readonly minutesApart: number
  /** What was near, where it is not said by the craft. */
  readonly note?: string
}

type Props = {
  readonly links: readonly LinkRow[]
  readonly linksMore?: number | undefined
  readonly letters: ReadonlyMap<string, string>
}

/** The links that join the craft into one situation. */
export const LinksTable = ({ links, linksMore = 0, letters }: Props) =>
  links.length === 0 ? null : (
    <section class="part">
      <h3>Links</h3>
      <table class="links">
        <thead>
          <tr>
            <th scope="col">From</th>
            <th scope="col">To</th>
            <th scope="col" class="num">
              Distance
            </th>
            <th scope="col">Time</th>
          </tr>
        </thead>
        <tbody>
          {links.map(({ key, a, b, distanceNm, minutesApart, note }) => (
            <tr key={key}>
              <td>
                <End craftId={a} letters={letters} />
              </td>
              <td>
                <End craftId={b} letters={letters} />
              </td>
              <td class="num">
                {distanceNm.toFixed(1)} nm
                {note !== undefined && <span class="about">{note}</span>}
              </td>
              <td>{formatApproxDuration(minutesApart * 60_000)} apart</td>
            </tr>
          ))}
        </tbody>
      </table>
      {linksMore > 0 && <p>and {linksMore} more.</p>}
    </section>
  )

const End = ({ craftId, letters }: { readonly craftId: string; readonly letters: ReadonlyMap<string, string> }) => (
  <>
    <Letter letter={letters.get(craftId)} />{' '}
    <span class="id">
      <ForeignText>{craftId}</ForeignText>
    </span>
  </>
)
