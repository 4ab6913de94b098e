import { Refused } from './refused.ts'

export type WebGuard = (headers: Readonly<Record<string, unknown>>) => void

/**
 * Keeps web pages from feeding. Without tokens anything on this machine may feed, and a browser on this machine opens
 * pages of strangers: such a page is told by its Origin, or, where it had its own name point to this machine (DNS
 * rebinding), by its Host. `hosts` are the names this service goes by, besides those of loopback. Throws Refused (403).
 */
export const createWebGuard = (hosts: readonly string[]): WebGuard => {
  const known = new Set(hosts.map((host) => host.toLowerCase()))
  return ({ host, origin, 'sec-fetch-site': fetchSite }) => {
    if (origin !== undefined || !isOwnSite(fetchSite))
      throw new Refused(403, 'forbidden-origin', `Origin ${show(origin)}: no web page may feed; feeders send none`)
    const name = hostName(host)
    if (name === null || !(isLoopback(name) || known.has(name)))
      throw new Refused(403, 'forbidden-host', `Host ${show(host)}: not a name of this service (setting ALLOWED_HOSTS)`)
  }
}

/** Absent for all but browsers; `none` is a person's own doing. */
const isOwnSite = (fetchSite: unknown): boolean => fetchSite === undefined || fetchSite === 'none'

/** 127.0.0.0/8, ::1 and localhost. */
export const isLoopback = (name: string): boolean =>
  name === 'localhost' || name === '[::1]' || name === '::1' || /^127(?:\.\d{1,3}){3}$/.test(name)

const hostName = (host: unknown): string | null => {
  const url = typeof host === 'string' && !/[/?#@\\]/.test(host) ? URL.parse(`http://${host}`) : null
  return url?.hostname ?? null
}

const show = (value: unknown): string => JSON.stringify(value ?? null).slice(0, 80)
