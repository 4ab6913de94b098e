import type { Page } from 'playwright-core'

/** What must never happen while a page is open. */
export type PageFaults = {
  readonly errors: readonly string[]
  /** Addresses of other hosts that were asked for. */
  readonly strangers: readonly string[]
}

/** What a browser says by itself when a connection is lost or refused, which tests do on purpose. */
const LOST = /^(Failed to load resource|WebSocket connection to 'ws:\/\/127\.0\.0\.1)/

/** To be called before the page is opened. Violations of the security policy are among the errors. */
export const watchPage = async (page: Page): Promise<PageFaults> => {
  const errors: string[] = []
  const strangers: string[] = []
  page.on('pageerror', (error) => errors.push(String(error)))
  page.on('console', (message) => {
    if (message.type() === 'error' && !LOST.test(message.text())) errors.push(message.text())
  })
  page.on('request', (request) => {
    const { protocol, hostname } = new URL(request.url())
    if (!['data:', 'blob:'].includes(protocol) && hostname !== '127.0.0.1') strangers.push(request.url())
  })
  await page.exposeFunction('noteViolation', (what: string) => errors.push(`policy: ${what}`))
  await page.addInitScript(
    "addEventListener('securitypolicyviolation', (e) => noteViolation(e.violatedDirective + ' ' + e.blockedURI))",
  )
  return { errors, strangers }
}
