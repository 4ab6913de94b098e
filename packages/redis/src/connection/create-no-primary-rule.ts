import { isOfNoPrimary } from '../store-error.ts'

const RECONNECT_MS_MIN = 1_000

/** Decides which errors call for another connection: once a second, since all partitions meet them at the same time. */
export const createNoPrimaryRule = (clock: () => number): ((error: Error) => boolean) => {
  let againFromMs = Number.NEGATIVE_INFINITY
  return ({ message }) => {
    if (!isOfNoPrimary(message) || clock() < againFromMs) return false
    againFromMs = clock() + RECONNECT_MS_MIN
    return true
  }
}
