import { createLogger, readConfigOrExit, runService } from '@landfall/runtime'
import { openWebhooks } from './open-webhooks.ts'
import { WebhooksConfig } from './webhooks-config.ts'

const config = readConfigOrExit(WebhooksConfig, process.env)
const logger = createLogger({ name: 'webhooks', level: config.LOG_LEVEL })

await runService({ logger, start: (open) => openWebhooks(open, { config, logger }) })
