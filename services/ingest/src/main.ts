import { createLogger, readConfigOrExit, runService } from '@landfall/runtime'
import { IngestConfig } from './ingest-config.ts'
import { openIngest } from './open-ingest.ts'

const config = readConfigOrExit(IngestConfig, process.env)
const logger = createLogger({ name: 'ingest', level: config.LOG_LEVEL })

await runService({ logger, start: (open) => openIngest(open, { config, logger }) })
