import { createLogger, readConfigOrExit, runService } from '@landfall/runtime'
import { AlertConfig } from './alert-config.ts'
import { openAlertService } from './open-alert-service.ts'

const config = readConfigOrExit(AlertConfig, process.env)
const logger = createLogger({ name: 'alert', level: config.LOG_LEVEL })

await runService({ logger, start: (open) => openAlertService(open, { config, logger }) })
