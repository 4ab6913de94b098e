import { createHash } from 'node:crypto'
import { constants, gzipSync } from 'node:zlib'
import { CHECKPOINT_FORMAT, type StateCheckpointManifest } from './state-checkpoint-manifest.ts'

/** Of one piece, before it is compressed; an entry larger than that is a piece by itself. At once: it takes some 10 ms. */
export const PIECE_CHARACTERS = 524_288

/** What a checkpoint is made of. */
export type CheckpointCopy = {
  /** The first offset that is not in the state. */
  readonly nextOffset: number
  /** Ids of the topics that the stage emits to. */
  readonly outputs: readonly string[]
  readonly entries: ReadonlyMap<string, string>
}

/** The pieces of a stored state, and at last the manifest that makes them a checkpoint. */
export const encodeCheckpoint = function* (
  { entries, nextOffset, outputs }: CheckpointCopy,
  pieceCharacters: number,
): Generator<Buffer, StateCheckpointManifest> {
  const hash = createHash('sha256')
  let pieces = 0
  for (const part of partsOf(entries, pieceCharacters)) {
    const piece = gzipSync(JSON.stringify(part), { level: constants.Z_BEST_SPEED })
    hash.update(piece)
    pieces += 1
    yield piece
  }
  const sha256 = hash.digest('hex')
  return { format: CHECKPOINT_FORMAT, nextOffset, outputs: [...outputs], entries: entries.size, pieces, sha256 }
}

export type Entry = readonly [name: string, text: string]

/** The entries, in parts that end once they have so many characters. */
export const partsOf = function* (entries: Iterable<Entry>, charactersMax: number): Iterable<readonly Entry[]> {
  let part: Entry[] = []
  let characters = 0
  for (const entry of entries) {
    part.push(entry)
    characters += entry[0].length + entry[1].length
    if (characters < charactersMax) continue
    yield part
    part = []
    characters = 0
  }
  if (part.length > 0) yield part
}
