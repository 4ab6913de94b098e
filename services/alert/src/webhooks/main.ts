import { createLogger, readConfigOrExit, runService } from '@landfall/runtime'
import { openWebhooks, WebhooksConfig } from './open-webhooks.ts'

const config = readConfigOrExit(WebhooksConfig, process.env)
const logger = createLogger({ name: 'webhooks', level: config.LOG_LEVEL })

await runService({ logger, start: (open) => openWebhooks(open, { config, logger }) })
