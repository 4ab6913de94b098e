import { pause } from '@landfall/runtime'

/** How often one that waits for its turn calls its heartbeat. */
const HEARTBEAT_MS = 200

type PrioritySpec = {
  /** What yields waits no longer than this for its turn once it is the next, in milliseconds; then it takes one. */
  readonly waitMsMax: number
  /** Milliseconds. */
  readonly clock: () => number
}

/**
 * Lets some work of a process go before other work, which gets what is left: one turn at a time, while nothing urgent is in
 * hand, or once `waitMsMax` has passed, so that it still moves. One thread folds for all stages, so a turn must be short.
 */
export const createPriority = ({ waitMsMax, clock }: PrioritySpec) => {
  let inHand = 0
  let idle = Promise.withResolvers<void>()
  let lastTurn = Promise.resolve()

  /** False while something urgent is in hand and there is time to wait for it. */
  const mayGo = (untilMs: number): boolean => inHand === 0 || clock() >= untilMs

  const waitForIdle = async (untilMs: number, heartbeat: () => Promise<void>): Promise<void> => {
    while (!mayGo(untilMs)) {
      const over = new AbortController()
      await Promise.race([idle.promise, pause(Math.min(HEARTBEAT_MS, Math.max(1, untilMs - clock())), over.signal)])
      over.abort()
      await heartbeat()
    }
  }

  /** Those before it may take long: it keeps its place in the group meanwhile. */
  const waitFor = async (before: Promise<void>, heartbeat: () => Promise<void>): Promise<void> => {
    let isOver = false
    const ended = before.then(() => {
      isOver = true
    })
    while (!isOver) {
      const over = new AbortController()
      await Promise.race([ended, pause(HEARTBEAT_MS, over.signal)])
      over.abort()
      if (!isOver) await heartbeat()
    }
  }

  return {
    /** Something urgent is in hand from here on. Returns the end. */
    begin: (): (() => void) => {
      inHand += 1
      return () => {
        inHand -= 1
        if (inHand > 0) return
        idle.resolve()
        idle = Promise.withResolvers<void>()
      }
    },
    /** Waits for a turn; rejects where `heartbeat` does. Resolves with a function that ends the turn. */
    takeTurn: async (heartbeat: () => Promise<void>): Promise<() => void> => {
      const before = lastTurn
      const turn = Promise.withResolvers<void>()
      lastTurn = before.then(() => turn.promise)
      try {
        await waitFor(before, heartbeat)
        await waitForIdle(clock() + waitMsMax, heartbeat)
      } catch (error) {
        turn.resolve()
        throw error
      }
      return turn.resolve
    },
  }
}
