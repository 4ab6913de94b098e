import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'

/** One watch. */
export const SESSION_MS_MAX = 12 * 3_600_000
const SESSION_ID_BYTES = 16
const RENEW_MS = 60_000

export type Session = {
  readonly tokenId: string
  readonly sessionId: string
  readonly beganAtMs: number
  /** When a request of the browser last got a new cookie. */
  readonly activeAtMs: number
}

/** When the session ends whatever its browser does. */
export const expiryOf = ({ beganAtMs }: Pick<Session, 'beganAtMs'>): number => beganAtMs + SESSION_MS_MAX

/**
 * Sessions are signed, not stored: valid on every instance and across restarts. What has to be remembered is which were
 * logged out (`create-ended-sessions.ts`). `idleMs`: without a request for so long a session is over.
 */
export const createSessions = (key: Buffer, idleMs: number) => {
  const sign = (text: string): Buffer => createHmac('sha256', key).update(text).digest()
  const write = ({ tokenId, sessionId, beganAtMs, activeAtMs }: Session): string => {
    const text = `${tokenId}.${sessionId}.${beganAtMs}.${activeAtMs}`
    return `${text}.${sign(text).toString('base64url')}`
  }
  return {
    begin: (tokenId: string, nowMs: number): { readonly value: string; readonly expiresAtMs: number } => {
      const sessionId = randomBytes(SESSION_ID_BYTES).toString('base64url')
      const session = { tokenId, sessionId, beganAtMs: nowMs, activeAtMs: nowMs }
      return { value: write(session), expiresAtMs: expiryOf(session) }
    },
    /** Null if we did not sign it, or it is over. A page that is connected is not idle, however old its cookie. */
    read: (value: string, nowMs: number, isConnected = false): Session | null => {
      const [tokenId = '', sessionId = '', beganAt = '', activeAt = '', signature = ''] = value.split('.')
      const wanted = sign(`${tokenId}.${sessionId}.${beganAt}.${activeAt}`)
      const given = Buffer.from(signature, 'base64url')
      if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) return null
      const session = { tokenId, sessionId, beganAtMs: Number(beganAt), activeAtMs: Number(activeAt) }
      const isIdle = !isConnected && nowMs - session.activeAtMs >= idleMs
      return isIdle || nowMs >= expiryOf(session) ? null : session
    },
    /** The same session as active now; null where the cookie is new enough. */
    renew: (session: Session, nowMs: number): string | null =>
      nowMs - session.activeAtMs < RENEW_MS ? null : write({ ...session, activeAtMs: nowMs }),
  }
}
