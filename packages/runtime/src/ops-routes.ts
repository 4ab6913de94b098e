import type { FastifyPluginAsync } from 'fastify'
import type { Health } from './create-health.ts'
import type { Metrics } from './create-metrics.ts'

export type OpsDeps = { readonly metrics: Metrics; readonly health: Health }

/**
 * The routes that operators' tools use on every service: `GET /health/live` (the process answers), `GET /health/ready` (200,
 * or 503 with the state of each backing service) and `GET /metrics` (Prometheus text). Successful probes are not logged.
 */
export const opsRoutes =
  ({ metrics, health }: OpsDeps): FastifyPluginAsync =>
  async (app) => {
    const quiet = { logLevel: 'warn' } as const
    app.get('/health/live', quiet, async () => ({ status: 'ok' }))
    app.get('/health/ready', quiet, async (_request, reply) => {
      const checked = health.check()
      return reply.code(checked.ready ? 200 : 503).send(checked)
    })
    app.get('/metrics', quiet, async (_request, reply) =>
      reply.type(metrics.registry.contentType).send(await metrics.registry.metrics()),
    )
  }
