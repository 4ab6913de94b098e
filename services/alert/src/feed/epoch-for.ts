import { createHash } from 'node:crypto'
import { canonicalJson, type FeedFilter } from '@landfall/contracts'

const shortHash = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 12)

/** Names the log: the same on every instance, another once either topic has been made anew. */
export const logIdentity = (alertsTopicId: string, actionsTopicId: string): string =>
  shortHash(`${alertsTopicId} ${actionsTopicId}`)

/** The same filter however it is written. */
export const filterKey = ({ areaIds, severities, exercise }: FeedFilter): string =>
  canonicalJson({ areaIds: areaIds?.toSorted(), severities: severities?.toSorted(), exercise })

/**
 * A cursor is of use only under the filter it was earned with: with a wider one the client would never hear of what it
 * was not shown before. So the filter is part of the epoch, and such a resume ends in a snapshot.
 */
export const epochFor = (logId: string, filter: FeedFilter): string => {
  const key = filterKey(filter)
  return key === '{}' ? logId : `${logId}.${shortHash(key)}`
}
