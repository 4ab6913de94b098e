import type { FastifyInstance, FastifyPluginAsync, FastifyRequest } from 'fastify'
import type { Health } from './create-health.ts'
import type { Metrics } from './create-metrics.ts'

export type OpsDeps = {
  readonly metrics: Metrics
  readonly health: Health
  /** Whether this request may see which parts are not ready; others see the status alone. */
  readonly maySeeParts: (request: FastifyRequest) => boolean
  /** Adds the hooks that decide who may scrape. */
  readonly guardMetrics: (scope: FastifyInstance) => void
}

/**
 * What an operator's tools ask of every service: `GET /health/live` (the process answers), `GET /health/ready`
 * (200, or 503 with the parts that are not) and `GET /metrics` (Prometheus text). Successful probes are not logged.
 */
export const opsRoutes =
  ({ metrics, health, maySeeParts, guardMetrics }: OpsDeps): FastifyPluginAsync =>
  async (app) => {
    const quiet = { logLevel: 'warn' } as const
    app.get('/health/live', quiet, async () => ({ status: 'ok' }))
    app.get('/health/ready', quiet, async (request, reply) => {
      const { ready, parts } = health.check()
      return reply.code(ready ? 200 : 503).send(maySeeParts(request) ? { ready, parts } : { ready })
    })
    await app.register(async (scope) => {
      guardMetrics(scope)
      scope.get('/metrics', quiet, async (_request, reply) =>
        reply.type(metrics.registry.contentType).send(await metrics.registry.metrics()),
      )
    })
  }
