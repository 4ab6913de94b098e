import { type Health, type Logger, type Metrics, opsRoutes } from '@landfall/runtime'
import Fastify from 'fastify'
import type { WindowingConfig } from './windowing-config.ts'

type OpsAppDeps = {
  readonly config: WindowingConfig
  readonly logger: Logger
  readonly metrics: Metrics
  readonly health: Health
  /** Computes the gauges just before they are scraped. */
  readonly beforeScrape: () => void
}

/** Health and metrics, listening. */
export const buildOpsApp = async ({ config, logger, metrics, health, beforeScrape }: OpsAppDeps) => {
  const app = Fastify({
    loggerInstance: logger,
    logController: new Fastify.LogController({ disableRequestLogging: true }),
  })
  app.addHook('onRequest', async ({ url }) => {
    if (url === '/metrics') beforeScrape()
  })
  await app.register(opsRoutes({ metrics, health }))
  await app.listen({ host: config.HTTP_HOST, port: config.HTTP_PORT })
  return app
}
