import type { HistoryEntry } from '@landfall/contracts'
import { Moment } from '../format/moment.tsx'
import { historyRows } from './history-rows.ts'

/** Every version with its differences, and every action, newest first. `entries`: undefined while fetching, null if that failed. */
export const VersionHistory = ({ entries }: { readonly entries: readonly HistoryEntry[] | null | undefined }) => (
  <>
    <h3>History</h3>
    {entries === undefined ? (
      <p class="about">It is being fetched …</p>
    ) : entries === null ? (
      <p class="about">It could not be fetched. The alert itself is complete; choose it again to try once more.</p>
    ) : (
      <ol class="history" reversed>
        {historyRows(entries).map(({ atMs, what, who, details }) => (
          <li key={`${atMs} ${what}`}>
            <Moment at={atMs} /> <strong>{what}</strong> <span class="about">by {who}</span>
            {details.length > 0 && (
              <details>
                <summary>{details.length === 1 ? details[0] : `${details.length} differences`}</summary>
                <ul>
                  {details.map((detail) => (
                    <li key={detail}>{detail}</li>
                  ))}
                </ul>
              </details>
            )}
          </li>
        ))}
      </ol>
    )}
  </>
)
