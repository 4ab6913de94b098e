/** Of one connection. */
export type ConnectionNotes = {
  /** The broker has sent something. */
  readonly answered: () => void
  /** `isSound`: closed by us, with no request left unanswered. */
  readonly ended: (isSound: boolean) => void
}

export type BrokerOrder = {
  /** The address that is most likely to answer now. */
  readonly next: () => string
  readonly connecting: (address: string) => ConnectionNotes
  /** A request was not answered in time. */
  readonly failed: (address: string) => void
  /** It has failed, or owes an answer, since it last answered. */
  readonly isAway: (address: string) => boolean
}

/** A broker answers the first request of a connection within milliseconds; one that has not by then may be stopped. */
const PATIENCE_MS = 1_000

/** Addresses learned from metadata, beside the given ones; the one that answered longest ago is forgotten first. */
const LEARNED_MAX = 100

type Seen = { answeredMs: number; failedMs: number; readonly unansweredSinceMs: Set<{ readonly sinceMs: number }> }

/**
 * Which broker a new client asks first. kafkajs begins every client at the head of its list, so with a client for each try a
 * broker that is away would be the only one ever asked. Here every connection of the process to a cluster is noted: brokers that
 * answered come first, the latest at the head; then those that were never asked, as given; then those that failed, the one
 * that failed longest ago at the head. Brokers that are known from metadata alone take part once they have answered, so
 * that the given ones may all be away. `nowMs` may be any clock that does not go back.
 */
export const createBrokerOrder = (given: readonly [string, ...string[]], nowMs: () => number): BrokerOrder => {
  const seen = new Map<string, Seen>(given.map((address) => [address, unseen()]))

  const forgetLearned = (): void => {
    const learned = [...seen].filter(([address]) => !given.includes(address))
    const oldest = learned.sort(([, a], [, b]) => a.answeredMs - b.answeredMs)[0]
    if (learned.length > LEARNED_MAX && oldest !== undefined) seen.delete(oldest[0])
  }

  return {
    next: () => {
      const atMs = nowMs()
      const ranked = [...seen].map(([address, of]) => ({
        address,
        failedMs: failedMsOf(of, atMs),
        answeredMs: of.answeredMs,
      }))
      // The sort is stable: addresses that were never asked keep the order in which they were given.
      const [first] = ranked.sort((a, b) => compare(a.failedMs, b.failedMs) || compare(b.answeredMs, a.answeredMs))
      return first?.address ?? given[0]
    },
    failed: (address) => {
      const of = seen.get(address)
      if (of !== undefined) of.failedMs = nowMs()
    },
    isAway: (address) => {
      const of = seen.get(address)
      return of !== undefined && failedMsOf(of, nowMs()) > Number.NEGATIVE_INFINITY
    },
    connecting: (address) => {
      const of = seen.get(address) ?? unseen()
      const waiting = { sinceMs: nowMs() }
      of.unansweredSinceMs.add(waiting)
      return {
        answered: () => {
          of.unansweredSinceMs.delete(waiting)
          of.answeredMs = nowMs()
          seen.set(address, of)
          forgetLearned()
        },
        ended: (isSound) => {
          of.unansweredSinceMs.delete(waiting)
          if (!isSound) of.failedMs = nowMs()
        },
      }
    },
  }
}

const unseen = (): Seen => ({
  answeredMs: Number.NEGATIVE_INFINITY,
  failedMs: Number.NEGATIVE_INFINITY,
  unansweredSinceMs: new Set(),
})

/** When it failed, or was asked what it has not answered; minus infinity for a broker that is not known to be away. */
const failedMsOf = ({ answeredMs, failedMs, unansweredSinceMs }: Seen, nowMs: number): number => {
  const overdueMs = [...unansweredSinceMs]
    .map(({ sinceMs }) => sinceMs)
    .filter((sinceMs) => nowMs - sinceMs > PATIENCE_MS)
  const lastMs = Math.max(failedMs, ...overdueMs)
  return lastMs > answeredMs ? lastMs : Number.NEGATIVE_INFINITY
}

const compare = (a: number, b: number): number => (a === b ? 0 : a - b)

/** One for each cluster that this process talks to. */
const ordersByBrokers = new Map<string, BrokerOrder>()

/** Shared by all clients that were given these brokers. */
export const brokerOrderOf = (brokers: readonly string[]): BrokerOrder => {
  const key = brokers.join()
  const [first = '', ...others] = brokers
  const order = ordersByBrokers.get(key) ?? createBrokerOrder([first, ...others], () => performance.now())
  ordersByBrokers.set(key, order)
  return order
}

/** Whether any client of this process has found that broker away, and none has had an answer from it since. */
export const isBrokerAway = (address: string): boolean =>
  [...ordersByBrokers.values()].some((order) => order.isAway(address))
