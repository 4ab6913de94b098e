import type { FeedStatus } from '@landfall/feed-client'
import { ForeignText } from '../format/foreign-text.tsx'
import { sourceRows } from './source-rows.ts'

type Props = { readonly feed: FeedStatus | null; readonly nowMs: number; readonly summary: string }

/** One line that opens into a table of the sources. */
export const SourcesTable = ({ feed, nowMs, summary }: Props) => {
  const rows = sourceRows(feed, nowMs)
  if (rows.length === 0) return <ForeignText>{summary}</ForeignText>
  return (
    <details class="sources">
      <summary>
        <ForeignText>{summary}</ForeignText>
      </summary>
      <table>
        <thead>
          <tr>
            <th scope="col">Source</th>
            <th scope="col">Last heard</th>
            <th scope="col">Newest it told of</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ id, kind, silent, heard, newest }) => (
            <tr key={id} class={silent ? 'silent' : ''}>
              <th scope="row">
                {silent && <strong>SILENT </strong>}
                <ForeignText>{id}</ForeignText> <span class="about">{kind}</span>
              </th>
              <td>{heard}</td>
              <td>{newest}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  )
}
