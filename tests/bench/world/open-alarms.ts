import { postLines, type watchAlerts } from '../end-to-end-bench.ts'
import type { Place } from '../places-apart.ts'

type Feed = Awaited<ReturnType<typeof watchAlerts>>
/** One that is missing has taken as long as was waited for it. */
export type RaisedAlarms = { readonly tookMs: readonly number[]; readonly missing: number }

const TICK_MS = 20

/**
 * Boats of 40 that a patrol has counted, one after the other on time, each far from all others: how long from when the report was
 * due to be sent until its alert is on the feed?
 */
export const openAlarms = (url: string, feed: Feed, places: readonly Place[]) => {
  const dueAtMs = new Map<string, number>()
  let raised = 0
  let pace = { everyMs: Number.POSITIVE_INFINITY, sinceMs: performance.now(), sent: 0 }

  const raise = async (dueMs: number): Promise<void> => {
    const place = places[raised]
    if (place === undefined) throw new RangeError(`more than ${places.length} alarms`)
    const craftId = `patrol:boat-${raised}`
    raised += 1
    dueAtMs.set(craftId, dueMs)
    const persons = { type: 'persons', method: 'headcount', aboard: 40, permitted: 0, notPermitted: 40 }
    const source = { id: 'patrol-1', kind: 'patrol' }
    const record = { ...persons, craftId, observedAt: new Date().toISOString(), source, ...place }
    await postLines(url, [record]).catch(() => {}) // Its alarm is then missing, and counted.
  }

  const timer = setInterval(() => {
    const { everyMs, sinceMs } = pace
    const due = Math.floor((performance.now() - sinceMs) / everyMs)
    for (; pace.sent < due; pace.sent += 1) void raise(sinceMs + (pace.sent + 1) * everyMs)
  }, TICK_MS)

  return {
    setEvery: (everyMs: number): void => {
      pace = { everyMs, sinceMs: performance.now(), sent: 0 }
    },
    /** Whether the alert of each boat so far is there. */
    areAllThere: (): boolean => [...dueAtMs.keys()].every((craftId) => feed.cameAtMs.has(craftId)),
    /** Of the boats since it was last called. */
    take: (): RaisedAlarms => {
      const nowMs = performance.now()
      const tookMs = [...dueAtMs].map(([craftId, dueMs]) => (feed.cameAtMs.get(craftId) ?? nowMs) - dueMs)
      const missing = [...dueAtMs.keys()].filter((craftId) => !feed.cameAtMs.has(craftId)).length
      dueAtMs.clear()
      return { tookMs, missing }
    },
    close: (): void => clearInterval(timer),
  }
}
