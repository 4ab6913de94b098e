import { pipeline } from 'node:stream/promises'
import { StringDecoder } from 'node:string_decoder'
import { setTimeout as sleep } from 'node:timers/promises'
import { createGunzip } from 'node:zlib'
import { createLogBounds, type KafkaClient, openRecordReader, type RecordReader } from '@landfall/kafka'
import { isLandfallError } from '@landfall/runtime'
import { CHECKPOINT_RULES } from '../domain/checkpoint/checkpoint-parts.ts'
import { type Restorable, restoreEntry } from '../domain/checkpoint/restore-entry.ts'
import { type AlertStore, createAlertStore } from '../domain/create-alert-store.ts'
import type { LogPosition } from '../domain/log-position.ts'
import type { AlertRecords } from '../log/create-alert-records.ts'
import type { LogExtent } from '../log/open-log.ts'
import type { CheckpointManifest } from './checkpoint-manifest.ts'
import { findManifest } from './find-manifest.ts'

export type LoadCheckpointSpec = KafkaClient & {
  readonly topic: string
  readonly limits: AlertStore['limits']
  readonly records: Pick<AlertRecords, 'versionsAt'>
}

const RETRY_MS = 500
const PIECES_TOGETHER = 8
const VERSIONS_TOGETHER = 50
const PIECE_READER = { connectionsMax: 1, waitingMax: 1, readMsMax: 30_000 }

/** Fills the store from the newest checkpoint, where there is one that can be used. Returns where to read on. */
export const startFromCheckpoint =
  (store: AlertStore, spec: LoadCheckpointSpec) =>
  async (extent: LogExtent): Promise<LogPosition> => {
    const found = await loadCheckpoint(spec, extent)
    if (found !== null) Object.assign(store, found)
    return store.position
  }

/**
 * A store as the newest checkpoint of this log has it; null where there is none that can be used, and the log must be read
 * from its beginning. Waits for as long as Kafka is down.
 */
const loadCheckpoint = async (spec: LoadCheckpointSpec, extent: LogExtent): Promise<AlertStore | null> => {
  const { logger, topic } = spec
  for (;;) {
    try {
      return await load(spec, extent)
    } catch (error) {
      if (!isLandfallError(error) || !error.retryable) {
        logger.warn({ event: 'checkpoint.unusable', topic, err: error })
        return null
      }
      await sleep(RETRY_MS)
    }
  }
}

const load = async (spec: LoadCheckpointSpec, extent: LogExtent): Promise<AlertStore | null> => {
  const { logger, topic, limits } = spec
  let newerRules: number | null = null
  const manifest = await newestManifest(spec, ({ rules, logId, low, from, watch }) => {
    if (rules > CHECKPOINT_RULES) newerRules = rules
    const isSame = rules === CHECKPOINT_RULES && logId === extent.id && watch !== undefined
    const isWhole = low.alerts === extent.low.alerts && low.actions === extent.low.actions
    return isSame && isWhole && from.alerts <= extent.end.alerts && from.actions <= extent.end.actions
  })
  // Whoever is rolled back, or not yet upgraded: what a checkpoint says is in the log too, so it is skipped, not an error.
  if (newerRules !== null) {
    const instead = manifest === null ? 'the whole log' : 'an older checkpoint'
    logger.warn({ event: 'checkpoint.too-new', topic, found: newerRules, known: CHECKPOINT_RULES, instead })
  }
  if (manifest === null) return null
  const store = createAlertStore(limits, manifest.from)
  store.watch = manifest.watch ?? store.watch
  const reader = openRecordReader({ ...spec, ...PIECE_READER })
  try {
    const missing = await restoreEntries(store, manifest, reader)
    await restoreVersions(spec.records, missing)
  } finally {
    await reader.close()
  }
  logger.info({ event: 'checkpoint.loaded', topic, alerts: store.alerts.size, from: manifest.from })
  return store
}

/** The newest usable manifest; null where there is none. Rejects as `createLogBounds` and `readTopic` do. */
export const newestManifest = async (
  kafka: KafkaClient & { readonly topic: string },
  isWanted: (manifest: CheckpointManifest) => boolean,
): Promise<CheckpointManifest | null> => {
  const bounds = createLogBounds(kafka)
  try {
    const extent = (await bounds.read()).get(0)
    return extent === undefined ? null : await findManifest(kafka, extent, isWanted)
  } finally {
    await bounds.close()
  }
}

const restoreEntries = async (
  store: AlertStore,
  { pieces, entries }: CheckpointManifest,
  reader: RecordReader,
): Promise<readonly Restorable[]> => {
  const missing: Restorable[] = []
  // A pipeline, and no reader of lines: a piece that is no gzip must reject here, not end the process as an event.
  await pipeline(readPieces(reader, pieces), createGunzip(), async (chunks: AsyncIterable<Buffer>) => {
    for await (const line of linesIn(chunks)) {
      const restorable = restoreEntry(store, line)
      if (restorable !== null) missing.push(restorable)
    }
  })
  if (store.alerts.size !== entries)
    throw new Error(`the checkpoint has ${store.alerts.size} alerts, its manifest says ${entries}`)
  return missing
}

const linesIn = async function* (chunks: AsyncIterable<Buffer>): AsyncGenerator<string> {
  const decoder = new StringDecoder('utf8')
  let begun = ''
  for await (const chunk of chunks) {
    const lines = `${begun}${decoder.write(chunk)}`.split('\n')
    begun = lines.pop() ?? ''
    yield* lines
  }
  if (begun !== '') yield begun
}

const readPieces = async function* (reader: RecordReader, pieces: readonly number[]): AsyncGenerator<Buffer> {
  for (let at = 0; at < pieces.length; at += PIECES_TOGETHER) {
    for (const { value } of await reader.read(pieces.slice(at, at + PIECES_TOGETHER))) {
      if (value !== null) yield value
    }
  }
}

/** Reads the newest versions of the alerts that are in memory, and puts them there, the one that changed longest ago first. */
const restoreVersions = async (
  records: Pick<AlertRecords, 'versionsAt'>,
  missing: readonly Restorable[],
): Promise<void> => {
  const byOffset = missing.toSorted((a, b) => a.offset - b.offset)
  const restores: { readonly timeMs: number; readonly put: () => void }[] = []
  for (let at = 0; at < byOffset.length; at += VERSIONS_TOGETHER) {
    const some = byOffset.slice(at, at + VERSIONS_TOGETHER)
    const versions = await records.versionsAt(some.map(({ offset }) => offset))
    for (const [index, { timeMs, restore }] of some.entries()) {
      const version = versions[index]
      if (version === undefined) throw new Error('a version of a checkpoint is not in the log')
      restores.push({ timeMs, put: () => restore(version) })
    }
  }
  for (const { put } of restores.toSorted((a, b) => a.timeMs - b.timeMs)) put()
}
