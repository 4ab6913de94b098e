import type { OptionSpec } from '../command-line/command-definition.ts'

/** Options that several commands take. */
export const commonOptions = {
  ingestUrl: {
    flag: 'url',
    value: 'URL',
    help: 'the ingest service [LANDFALL_INGEST_URL, else http://127.0.0.1:3001]',
  },
  alertUrl: { flag: 'url', value: 'URL', help: 'the alert service [LANDFALL_URL, else http://127.0.0.1:3000]' },
  tokenFile: { flag: 'token-file', value: 'FILE', help: 'file with the bearer token [LANDFALL_TOKEN, else none]' },
  brokers: { flag: 'brokers', value: 'HOST:PORT,…', help: 'of Kafka [KAFKA_BROKERS, else 127.0.0.1:9092]' },
  prefix: { flag: 'prefix', value: 'NAME', help: 'the system’s topics [TOPIC_PREFIX, else landfall]' },
  json: { flag: 'json', help: 'for programs: JSON on stdout' },
} satisfies Readonly<Record<string, OptionSpec>>
