import type { LogPlace } from '../domain/board.ts'

type Waiter = { readonly place: LogPlace; readonly resolve: (reached: boolean) => void }

const WAITERS_MAX = 10_000

/** Lets callers wait until the log has been read up to a place. */
export const createPlaceWaiters = (placeNow: () => LogPlace) => {
  const waiters = new Set<Waiter>()
  const isReached = (place: LogPlace): boolean => {
    const now = placeNow()
    return now.alerts >= place.alerts && now.actions >= place.actions
  }
  return {
    /** False when it was not reached in time, or when too many wait already. */
    reached: (place: LogPlace, waitMsMax: number): Promise<boolean> => {
      if (isReached(place)) return Promise.resolve(true)
      if (waiters.size >= WAITERS_MAX) return Promise.resolve(false)
      return new Promise((resolve) => {
        const waiter: Waiter = {
          place,
          resolve: (reached) => {
            clearTimeout(timer)
            waiters.delete(waiter)
            resolve(reached)
          },
        }
        const timer = setTimeout(() => waiter.resolve(false), waitMsMax)
        waiters.add(waiter)
      })
    },
    /** To be called whenever the place has moved. */
    moved: (): void => {
      for (const waiter of [...waiters]) if (isReached(waiter.place)) waiter.resolve(true)
    },
  }
}
export type PlaceWaiters = ReturnType<typeof createPlaceWaiters>
