import { ForeignText } from '../format/foreign-text.tsx'
import { formatApproxDuration } from '../format/format-approx-duration.ts'

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

type Props = { readonly links: readonly LinkRow[]; readonly linksMore?: number | undefined }

/** The links that join the craft into one situation. */
export const LinksTable = ({ links, linksMore = 0 }: Props) =>
  links.length === 0 ? null : (
    <>
      <h3>Links</h3>
      <table class="links">
        <thead>
          <tr>
            <th scope="col">From</th>
            <th scope="col">To</th>
            <th scope="col">Distance</th>
            <th scope="col">Time</th>
          </tr>
        </thead>
        <tbody>
          {links.map(({ key, a, b, distanceNm, minutesApart, note }) => (
            <tr key={key}>
              <td class="id">
                <ForeignText>{a}</ForeignText>
              </td>
              <td class="id">
                <ForeignText>{b}</ForeignText>
              </td>
              <td>
                {distanceNm.toFixed(1)} nm
                {note !== undefined && <span class="about">{note}</span>}
              </td>
              <td>{formatApproxDuration(minutesApart * 60_000)} apart</td>
            </tr>
          ))}
        </tbody>
      </table>
      {linksMore > 0 && <p>and {linksMore} more.</p>}
    </>
  )
