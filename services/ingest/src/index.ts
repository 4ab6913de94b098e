export { IngestConfig } from './ingest-config.ts'
export { type IngestSpec, openIngest } from './open-ingest.ts'
