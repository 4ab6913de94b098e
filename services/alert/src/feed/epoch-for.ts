import { createHash } from 'node:crypto'
import { canonicalJson, type FeedFilter } from '@landfall/contracts'

const shortHash = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 12)

/** Names the log: the same on every instance, and another one once either topic was recreated. */
export const logIdentity = (alertsTopicId: string, actionsTopicId: string): string =>
  shortHash(`${alertsTopicId} ${actionsTopicId}`)

/** The same key for the same filter, however it is written. */
export const filterKey = ({ areaIds, severities, exercise, kinds }: FeedFilter): string =>
  canonicalJson({
    areaIds: areaIds?.toSorted(),
    severities: severities?.toSorted(),
    exercise,
    kinds: kinds?.toSorted(),
  })

/**
 * A cursor is valid only under the filter it was issued for: under a wider one the client would never be sent what was
 * filtered out before. So the filter is part of the epoch, and such a resume ends in a snapshot.
 */
export const epochFor = (logId: string, filter: FeedFilter): string => {
  const key = filterKey(filter)
  return key === '{}' ? logId : `${logId}.${shortHash(key)}`
}
