import type { FastifyInstance } from 'fastify'

/**
 * Nothing from other hosts and nothing inline; the map's worker is one of our files. `data:` images are the console's
 * icons. 'self' covers WebSockets to the same host.
 */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "media-src 'self'",
  "manifest-src 'self'",
  "worker-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ')

export const securityHeaders = (isTls: boolean) => ({
  'content-security-policy': CONTENT_SECURITY_POLICY,
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  // Not no-referrer: with it a browser sends “Origin: null” with the login form, which the guard rightly refuses.
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=()',
  ...(isTls && { 'strict-transport-security': 'max-age=31536000' }),
})

/** Adds the headers to every response. */
export const addSecurityHeaders = (app: FastifyInstance, headers: ReturnType<typeof securityHeaders>): void => {
  app.addHook('onRequest', async (_request, reply) => {
    reply.headers(headers)
  })
}
