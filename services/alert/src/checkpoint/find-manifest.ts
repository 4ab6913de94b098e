import { parseJson } from '@landfall/contracts'
import { type Bounds, type ReadTopicSpec, readTopic } from '@landfall/kafka'
import { CheckpointManifest, MANIFEST_KEY } from './checkpoint-manifest.ts'

/** How far back to look, in records: at first only at the last, which normally is a manifest. */
const LOOK_BACK_RECORDS = [1, 16, 256, 2_048]

/** The newest manifest in the index topic that is `wanted`; null where there is none. Rejects as `readTopic` does. */
export const findManifest = async (
  kafka: ReadTopicSpec,
  { low, high }: Bounds,
  isWanted: (manifest: CheckpointManifest) => boolean,
): Promise<CheckpointManifest | null> => {
  for (const back of LOOK_BACK_RECORDS) {
    const from = Math.max(low, high - back)
    let found: CheckpointManifest | null = null
    for await (const { key, value, offset } of readTopic({ ...kafka, from: new Map([[0, from]]) })) {
      if (key !== MANIFEST_KEY || value === null) continue
      const read = parseJson(CheckpointManifest, value.toString())
      // A piece that is not there yet would be waited for.
      const isThere = (piece: number): boolean => piece >= low && piece < offset
      if (read.ok && read.value.pieces.every(isThere) && isWanted(read.value)) found = read.value
    }
    if (found !== null || from === low) return found
  }
  return null
}
