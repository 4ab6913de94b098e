import { createLogger, readConfigOrExit, runService } from '@landfall/runtime'
import { WindowingConfig } from './config.ts'
import { openWindowing } from './open-windowing.ts'

const config = readConfigOrExit(WindowingConfig, process.env)
const logger = createLogger({ name: 'windowing', level: config.LOG_LEVEL })

await runService({ logger, start: (open) => openWindowing(open, { config, logger }) })
