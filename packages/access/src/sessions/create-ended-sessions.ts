import { expiryOf, type Session } from './create-sessions.ts'

/** Of one token, that could still be used. Beyond it the token's older sessions count as ended, all of them. */
export const ENDED_SESSIONS_PER_TOKEN_MAX = 100

export type EndedSession = Pick<Session, 'tokenId' | 'sessionId' | 'beganAtMs'>

type OfToken = {
  /** When each began, in the order in which they ended. */
  readonly sessions: Map<string, number>
  /** Sessions that began up to then are over. */
  endedUpToMs: number
}

/**
 * The sessions that were logged out and have not expired. Only who has a token can end one, so it is bounded by the tokens: a
 * token that logs out without end ends its own older sessions.
 */
export const createEndedSessions = (perTokenMax = ENDED_SESSIONS_PER_TOKEN_MAX) => {
  const byToken = new Map<string, OfToken>()
  return {
    add: ({ tokenId, sessionId, beganAtMs }: EndedSession, nowMs: number): void => {
      const held = byToken.get(tokenId) ?? {
        sessions: new Map<string, number>(),
        endedUpToMs: Number.NEGATIVE_INFINITY,
      }
      byToken.set(tokenId, held)
      held.sessions.set(sessionId, beganAtMs)
      for (const [id, began] of held.sessions) if (expiryOf({ beganAtMs: began }) <= nowMs) held.sessions.delete(id)
      for (const [id, began] of held.sessions) {
        if (held.sessions.size <= perTokenMax) break
        held.endedUpToMs = Math.max(held.endedUpToMs, began)
        held.sessions.delete(id)
      }
      if (held.sessions.size === 0 && expiryOf({ beganAtMs: held.endedUpToMs }) <= nowMs) byToken.delete(tokenId)
    },
    has: ({ tokenId, sessionId, beganAtMs }: EndedSession): boolean => {
      const held = byToken.get(tokenId)
      return held !== undefined && (held.sessions.has(sessionId) || beganAtMs <= held.endedUpToMs)
    },
    size: (): number => [...byToken.values()].reduce((sum, { sessions }) => sum + sessions.size, 0),
  }
}
