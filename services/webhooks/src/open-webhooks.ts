import { setTimeout as sleep } from 'node:timers/promises'
import { buildOpsApp, openHttpAccess } from '@landfall/access'
import { topics } from '@landfall/contracts'
import { defaultGazetteerUrls, describePlace, joinGazetteers, loadGazetteer } from '@landfall/geo'
import { kafkaClientOf } from '@landfall/kafka'
import { createHealth, createMetrics, createSettingFiles, type Logger, loadSettingFiles } from '@landfall/runtime'
import { createWebhookDelivery, type PlaceAt } from './create-webhook-delivery.ts'
import { openWebhook } from './open-webhook.ts'
import { readWebhooks } from './read-webhooks.ts'
import type { WebhooksConfig } from './webhooks-config.ts'

export type WebhooksSpec = { readonly config: WebhooksConfig; readonly logger: Logger; readonly clock?: () => number }

/** Opens the whole service onto `open`: one consumer for each webhook of the file. */
export const openWebhooks = async (open: AsyncDisposableStack, { config, logger, clock = Date.now }: WebhooksSpec) => {
  const placeAt = await openNames(config.GAZETTEER_FILE)
  const metrics = createMetrics()
  const health = createHealth()
  const files = createSettingFiles({ logger, metrics, health })
  const stopping = new AbortController()
  const http = await openHttpAccess(open, { config, logger, metrics, files, clock, allowedOrigins: [] })
  const { app, routes } = await buildOpsApp({ logger, metrics, health, http })
  open.defer(() => app.close())
  const address = await app.listen({ host: config.HTTP_HOST, port: config.HTTP_PORT })

  const wait = (ms: number): Promise<void> => sleep(ms, undefined, { signal: stopping.signal })
  const deliver = createWebhookDelivery({ logger, metrics, clock, sleep: wait, placeAt })
  const { name: topic, partitions } = topics(config.TOPIC_PREFIX).alerts
  const kafka = kafkaClientOf(config, 'landfall-webhooks', logger, files)
  const unreadable = metrics.counter('webhook_unreadable_records_total', 'Records that are not alerts', ['webhook'])
  const consumers = await Promise.all(
    (await readWebhooks(config.WEBHOOKS_FILE)).map(async (webhook) => {
      const onUnreadable = (): void => unreadable.inc({ webhook: webhook.id })
      const opening = openWebhook({ ...kafka, topic, partitions, webhook, deliver, onUnreadable })
      const consumer = open.adopt(await opening, ({ close }) => close())
      health.set(`webhook ${webhook.id}`, () => ({ ok: consumer.state() === 'up' }))
      return consumer
    }),
  )
  open.defer(() => stopping.abort()) // Closed first, so that a pending retry does not hold up the consumers.
  const failed = Promise.race(consumers.map((consumer) => consumer.failed))
  failed.catch(() => {}) // The caller awaits it later.
  return { failed, address, routes }
}

/** Without `file`: the built-in names. Throws LF_CONFIG_INVALID with file, field, value and remedy. */
const openNames = async (file: string | undefined): Promise<PlaceAt> => {
  const sources = file === undefined ? defaultGazetteerUrls : [file]
  const gazetteer = joinGazetteers(await loadSettingFiles('GAZETTEER_FILE', sources, loadGazetteer))
  return (longitude, latitude) => describePlace(gazetteer, longitude, latitude)
}
