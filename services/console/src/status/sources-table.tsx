import type { FeedStatus } from '@landfall/feed-client'
import { Icon } from '../alert/icon.tsx'
import { ForeignText } from '../format/foreign-text.tsx'
import type { StatusItem } from './picture-status.ts'
import { sourceRows } from './source-rows.ts'
import { StatusText } from './status-text.tsx'

type Props = { readonly feed: FeedStatus | null; readonly nowMs: number; readonly item: StatusItem }

/** How many sources report; pressed, each of them. */
export const SourcesTable = ({ feed, nowMs, item }: Props) => {
  const { text, tone, detail } = item
  const rows = sourceRows(feed, nowMs)
  return (
    <>
      <button
        type="button"
        class={`item sources quiet ${tone}`}
        popoverTarget="sources"
        disabled={rows.length === 0}
        title={detail}
        aria-label={text === '' ? 'Sources' : undefined}
      >
        <Icon name="dot" small />
        <StatusText item={item} />
      </button>
      <div id="sources" class="menu" popover="auto">
        <table>
          <thead>
            <tr>
              <th scope="col">Source</th>
              <th scope="col">Last heard</th>
              <th scope="col">Latest observation</th>
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
      </div>
    </>
  )
}
