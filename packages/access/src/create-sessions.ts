import { createHmac, timingSafeEqual } from 'node:crypto'

const COOKIE = 'landfall_session'
const SESSION_MS = 12 * 3_600_000

export type SignedSession = { readonly tokenId: string; readonly expiresAtMs: number }

/** Sessions are signed, not stored: valid on every instance and across restarts. They end with their token. */
export const createSessions = (key: Buffer) => {
  const sign = (text: string): Buffer => createHmac('sha256', key).update(text).digest()
  return {
    /** For 12 hours: one watch. */
    begin: (tokenId: string, nowMs: number): { readonly value: string; readonly expiresAtMs: number } => {
      const expiresAtMs = nowMs + SESSION_MS
      const text = `${tokenId}.${expiresAtMs}`
      return { value: `${text}.${sign(text).toString('base64url')}`, expiresAtMs }
    },
    /** Null if we did not sign it, or it has expired. */
    read: (value: string, nowMs: number): SignedSession | null => {
      const [tokenId = '', expiry = '', signature = ''] = value.split('.')
      const wanted = sign(`${tokenId}.${expiry}`)
      const given = Buffer.from(signature, 'base64url')
      if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) return null
      const expiresAtMs = Number(expiry)
      return nowMs < expiresAtMs ? { tokenId, expiresAtMs } : null
    },
  }
}

export const sessionCookie = (value: string, maxAgeSeconds: number, isSecure: boolean): string =>
  `${COOKIE}=${value}; Path=/; Max-Age=${maxAgeSeconds}; HttpOnly; SameSite=Strict${isSecure ? '; Secure' : ''}`

/** The session in a Cookie header. */
export const sessionOfCookies = (header: string | undefined): string | null => {
  for (const part of (header ?? '').split(';')) {
    const separator = part.indexOf('=')
    if (separator > 0 && part.slice(0, separator).trim() === COOKIE) return part.slice(separator + 1).trim()
  }
  return null
}
