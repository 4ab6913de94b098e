import { Readable } from 'node:stream'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { constants, createGzip } from 'node:zlib'
import type { Producer } from '@landfall/kafka'
import {
  CHECKPOINT_RULES,
  type CheckpointPart,
  checkpointParts,
  writeCheckpointEntry,
} from '../domain/checkpoint/checkpoint-parts.ts'
import type { AlertStore } from '../domain/create-alert-store.ts'
import type { LogPosition } from '../domain/log-position.ts'
import { type CheckpointManifest, MANIFEST_KEY } from './checkpoint-manifest.ts'

export type WriteCheckpointSpec = {
  readonly store: AlertStore
  readonly producer: Pick<Producer, 'send'>
  readonly topic: string
  readonly logId: string
  /** Where the two topics begin. */
  readonly low: LogPosition
}

/** Of one record, compressed. */
const PIECE_BYTES = 512 * 1_024
/** Encoded before others run. */
const TURN_CHARACTERS = 64 * 1_024

/**
 * Writes the index of all alerts and what memory holds of them, as they were where the window of changes begins. The manifest
 * comes last, so a checkpoint that was broken off does not exist. Returns null where the log does not say where a piece is.
 */
export const writeCheckpoint = async (spec: WriteCheckpointSpec): Promise<CheckpointManifest | null> => {
  const { store, producer, topic, logId, low } = spec
  const { from } = store.window
  const parts = checkpointParts(store)
  const pieces: number[] = []
  for await (const value of piecesOf(parts, from)) {
    const [sent] = await producer.send([{ topic, key: `piece/${pieces.length}`, value }])
    if (sent?.offset == null) return null
    pieces.push(sent.offset)
  }
  const manifest: CheckpointManifest = {
    type: 'manifest',
    rules: CHECKPOINT_RULES,
    logId,
    low,
    from,
    pieces,
    entries: parts.length,
    watch: store.watch,
  }
  await producer.send([{ topic, key: MANIFEST_KEY, value: JSON.stringify(manifest) }])
  return manifest
}

const piecesOf = async function* (parts: readonly CheckpointPart[], from: LogPosition): AsyncGenerator<Buffer> {
  const gzip = Readable.from(linesOf(parts, from)).pipe(createGzip({ level: constants.Z_BEST_SPEED }))
  let held: Buffer[] = []
  let bytes = 0
  for await (const chunk of gzip as AsyncIterable<Buffer>) {
    held.push(chunk)
    bytes += chunk.length
    if (bytes < PIECE_BYTES) continue
    yield Buffer.concat(held)
    held = []
    bytes = 0
  }
  if (bytes > 0) yield Buffer.concat(held)
}

const linesOf = async function* (parts: readonly CheckpointPart[], from: LogPosition): AsyncGenerator<string> {
  let lines = ''
  for (const part of parts) {
    lines += `${writeCheckpointEntry(part, from)}\n`
    if (lines.length < TURN_CHARACTERS) continue
    yield lines
    lines = ''
    await nextTurn()
  }
  yield lines
}
