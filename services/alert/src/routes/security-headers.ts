import type { FastifyInstance } from 'fastify'

/**
 * Nothing from elsewhere and nothing inline. `blob:` workers are what the map makes of its own code; `data:` images are its
 * own icons. WebSockets to the same host are covered by 'self'.
 */
const contentSecurityPolicy = (connectTo: readonly string[]): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "media-src 'self' data: blob:",
    "manifest-src 'self'",
    "worker-src 'self' blob:",
    `connect-src ${["'self'", ...connectTo].join(' ')}`,
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ')

/** On every answer, whatever it is. */
export const addSecurityHeaders = (app: FastifyInstance, connectTo: readonly string[], isTls: boolean): void => {
  const headers = {
    'content-security-policy': contentSecurityPolicy(connectTo),
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': 'camera=(), geolocation=(), microphone=()',
    ...(isTls && { 'strict-transport-security': 'max-age=31536000' }),
  }
  app.addHook('onRequest', async (_request, reply) => {
    reply.headers(headers)
  })
}
