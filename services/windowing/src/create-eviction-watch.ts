import type { ArrivalsState } from '@landfall/mass-arrivals'
import type { Logger, Metrics } from '@landfall/runtime'
import type { PartitionView } from '@landfall/stage'

const LOG_INTERVAL_MS = 60_000

/**
 * Counts and logs the craft that the arrivals stage forgets because there are too many; one line a minute at most. Returns
 * what to call after each batch.
 */
export const createEvictionWatch = (
  metrics: Metrics,
  logger: Pick<Logger, 'warn'>,
  open: readonly ReadonlyMap<number, PartitionView<ArrivalsState>>[],
  clock: () => number,
): (() => void) => {
  const evicted = metrics.counter(
    'windowing_evicted_craft_total',
    'Craft forgotten because there were too many: nothing was known of them but positions and names',
  )
  const counted = new WeakMap<ArrivalsState, number>()
  let unlogged = 0
  let loggedAtMs = Number.NEGATIVE_INFINITY

  return (): void => {
    for (const { state } of open.flatMap((each) => [...each.values()])) {
      const more = state.evictedCount - (counted.get(state) ?? 0)
      if (more === 0) continue
      counted.set(state, state.evictedCount)
      evicted.inc({}, more)
      unlogged += more
    }
    if (unlogged === 0 || clock() - loggedAtMs < LOG_INTERVAL_MS) return
    logger.warn({ event: 'craft.evicted', craft: unlogged })
    loggedAtMs = clock()
    unlogged = 0
  }
}
