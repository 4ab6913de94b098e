const COOKIE = 'landfall_session'

/** Under TLS a name that no other host of the domain, and no page without TLS, can set (RFC 6265bis, 4.1.3.2). */
const nameOf = (isSecure: boolean): string => (isSecure ? `__Host-${COOKIE}` : COOKIE)

export const sessionCookie = (value: string, maxAgeSeconds: number, isSecure: boolean): string =>
  `${nameOf(isSecure)}=${value}; Path=/; Max-Age=${maxAgeSeconds}; HttpOnly; SameSite=Strict${isSecure ? '; Secure' : ''}`

/** The session in a Cookie header. */
export const sessionOfCookies = (header: string | undefined, isSecure: boolean): string | null => {
  const name = nameOf(isSecure)
  for (const part of (header ?? '').split(';')) {
    const separator = part.indexOf('=')
    if (separator > 0 && part.slice(0, separator).trim() === name) return part.slice(separator + 1).trim()
  }
  return null
}
