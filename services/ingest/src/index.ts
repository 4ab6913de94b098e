export { IngestConfig } from './config.ts'
export { type IngestSpec, openIngest } from './open-ingest.ts'
