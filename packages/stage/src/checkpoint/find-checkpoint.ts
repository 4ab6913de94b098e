import { createHash } from 'node:crypto'
import { gunzipSync } from 'node:zlib'
import type { CheckpointRecords } from './checkpoint-log.ts'
import type { CheckpointCopy, Entry } from './encode-checkpoint.ts'
import { manifestKey, pieceKey, SLOTS, type Slot, StateCheckpointManifest } from './state-checkpoint-manifest.ts'

/** A stored state as it was at some time. */
export type StateCheckpoint = CheckpointCopy & {
  readonly slot: Slot
  /** By the log, milliseconds since 1970. */
  readonly writtenAtMs: number
}

/**
 * The newest whole checkpoint. `torn`: there is none whose pieces are as they were, or of a format known here; `none`: none was
 * finished, or all were revoked.
 */
export const findCheckpoint = (records: CheckpointRecords): StateCheckpoint | 'torn' | 'none' => {
  const offsetOf = (slot: Slot): number => records.get(manifestKey(slot))?.offset ?? -1
  for (const slot of SLOTS.toSorted((one, other) => offsetOf(other) - offsetOf(one))) {
    const found = readSlot(records, slot)
    if (found !== undefined) return found
  }
  const isWritten = SLOTS.some((slot) => (records.get(manifestKey(slot))?.value.length ?? 0) > 0)
  return isWritten ? 'torn' : 'none'
}

const readSlot = (records: CheckpointRecords, slot: Slot): StateCheckpoint | undefined => {
  const record = records.get(manifestKey(slot))
  const manifest = record && parseManifest(record.value)
  if (manifest === undefined) return undefined
  const pieces = Array.from(
    { length: manifest.pieces },
    (_, index) => records.get(pieceKey(slot, index))?.value ?? Buffer.of(),
  )
  const hash = createHash('sha256')
  for (const piece of pieces) hash.update(piece)
  if (hash.digest('hex') !== manifest.sha256) return undefined
  const entries = readPieces(pieces)
  if (entries?.size !== manifest.entries) return undefined
  const { nextOffset, outputs } = manifest
  return { slot, nextOffset, outputs, entries, writtenAtMs: record?.timestampMs ?? 0 }
}

/** Undefined where they are not what this version writes. */
const readPieces = (pieces: readonly Buffer[]): ReadonlyMap<string, string> | undefined => {
  const entries = new Map<string, string>()
  try {
    for (const piece of pieces) {
      const part = JSON.parse(String(gunzipSync(piece))) as readonly Entry[]
      for (const [name, text] of part) entries.set(name, text)
    }
    return entries
  } catch {
    return undefined
  }
}

const parseManifest = (value: Buffer): StateCheckpointManifest | undefined => {
  try {
    return StateCheckpointManifest.safeParse(JSON.parse(String(value))).data
  } catch {
    return undefined
  }
}
