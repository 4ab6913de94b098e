import type { WatchRecord, WatchRequest } from '@landfall/contracts'
import type { AlertStore } from '../domain/create-alert-store.ts'
import { currentWatchId, outcomeOfTakeOver, takeOverKey } from '../domain/watch/watch-log.ts'
import { openAlertsOf } from '../domain/watch/watches-of.ts'
import type { LogWaiters } from '../log/create-log-waiters.ts'
import type { ActionAuthor } from './create-act-on-alert.ts'
import type { AppendWatch } from './create-append-action.ts'

export type TakeOverDeps = {
  readonly store: AlertStore
  readonly newId: () => string
  readonly append: AppendWatch
  readonly until: LogWaiters['until']
}

/** `overtaken`: somebody else has the watch by now. The others as of an action. */
export type TakeOverResult = 'took' | 'overtaken' | 'not-written' | 'unconfirmed'

const READ_BACK_MS_MAX = 10_000

/** Takes over the watch by appending to the log; the answer waits until the record has been read back. */
export const createTakeOver =
  ({ store, newId, append, until }: TakeOverDeps) =>
  async ({ operator, tokenId }: ActionAuthor, request: WatchRequest): Promise<TakeOverResult> => {
    const { follows, note, watchId = newId() } = request
    const key = takeOverKey({ operator, tokenId, watchId })
    const outcome = () => outcomeOfTakeOver(store.watch, key)
    const known = outcome()
    if (known !== undefined) return known
    if (follows !== currentWatchId(store.watch)) return 'overtaken'
    const author = { operator, ...(tokenId !== undefined && { tokenId }) }
    const record: WatchRecord = { type: 'watch', watchId, ...author, note, ...openAlertsOf(store), follows }
    const appended = await append(record)
    if (appended !== 'durable') return appended === 'refused' ? 'not-written' : 'unconfirmed'
    await until(() => outcome() !== undefined, READ_BACK_MS_MAX)
    return outcome() ?? 'unconfirmed'
  }
