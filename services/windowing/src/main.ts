import { createLogger, readConfigOrExit, runService } from '@landfall/runtime'
import { openWindowing } from './open-windowing.ts'
import { WindowingConfig } from './windowing-config.ts'

const config = readConfigOrExit(WindowingConfig, process.env)
const logger = createLogger({ name: 'windowing', level: config.LOG_LEVEL })

await runService({ logger, start: (open) => openWindowing(open, { config, logger }) })
