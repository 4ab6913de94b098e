const FIRST_MS = 500
const LONGEST_MS = 10_000

/**
 * Milliseconds to wait before attempt number `attempt` (0 is the first after a connection was lost): doubling up to 10 s,
 * and a random part of it, so that the clients of a service that restarts do not all come back at once.
 */
export const reconnectDelayMs = (attempt: number, random: () => number): number =>
  Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(attempt, 16)) * (0.5 + 0.5 * random())
