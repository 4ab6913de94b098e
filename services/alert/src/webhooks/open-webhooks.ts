import { setTimeout as sleep } from 'node:timers/promises'
import { topics } from '@landfall/contracts'
import { createHealth, createMetrics, type Logger, opsRoutes, serviceSettings } from '@landfall/runtime'
import Fastify, { type FastifyBaseLogger } from 'fastify'
import { z } from 'zod'
import { createWebhookDelivery } from './create-webhook-delivery.ts'
import { openWebhook } from './open-webhook.ts'
import { readWebhooks } from './read-webhooks.ts'

export const WebhooksConfig = z.object({
  ...serviceSettings(3_003), // Over HTTP: health and metrics.
  WEBHOOKS_FILE: z.string().min(1),
})
export type WebhooksConfig = Readonly<z.infer<typeof WebhooksConfig>>

export type WebhooksSpec = { readonly config: WebhooksConfig; readonly logger: Logger; readonly clock?: () => number }

/** The webhook sink, a process of its own: a receiver that is slow or away must not touch the operators' feed. */
export const openWebhooks = async (open: AsyncDisposableStack, { config, logger, clock = Date.now }: WebhooksSpec) => {
  const metrics = createMetrics()
  const health = createHealth()
  const stopping = new AbortController()
  const app = Fastify({ loggerInstance: logger as FastifyBaseLogger, forceCloseConnections: true })
  await app.register(opsRoutes({ metrics, health }))
  open.defer(() => app.close())
  const address = await app.listen({ host: config.HTTP_HOST, port: config.HTTP_PORT })

  const wait = (ms: number): Promise<void> => sleep(ms, undefined, { signal: stopping.signal })
  const deliver = createWebhookDelivery({ logger, metrics, clock, sleep: wait })
  const topic = topics(config.TOPIC_PREFIX).alerts.name
  const kafka = { brokers: config.KAFKA_BROKERS, clientId: 'landfall-webhooks', logger }
  const consumers = await Promise.all(
    (await readWebhooks(config.WEBHOOKS_FILE)).map(async (webhook) => {
      const consumer = open.adopt(await openWebhook({ ...kafka, topic, webhook, deliver }), ({ close }) => close())
      health.set(`webhook ${webhook.id}`, () => ({ ok: consumer.state() === 'up' }))
      return consumer
    }),
  )
  open.defer(() => stopping.abort()) // First of all: a delivery in hand waits no longer.
  const failed = Promise.race(consumers.map((consumer) => consumer.failed))
  failed.catch(() => {}) // The caller waits for it when it is ready to.
  return { failed, address }
}
