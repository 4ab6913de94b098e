import { z } from 'zod'
import type { WatchLog } from '../domain/watch/watch-log.ts'

const Position = z.object({ alerts: z.int().nonnegative(), actions: z.int().nonnegative() })

/** The last record of a checkpoint: which log it is of, how far it goes, and where its pieces are. */
export const CheckpointManifest = z.object({
  type: z.literal('manifest'),
  rules: z.int(),
  /** Names the two topics, as the feed's epoch does. */
  logId: z.string(),
  /** Where the two topics began: records deleted since are still in the index. */
  low: Position,
  /** The checkpoint is complete up to here; reading goes on from here. */
  from: Position,
  /** Offsets in the index topic, in order. */
  pieces: z.array(z.int().nonnegative()),
  entries: z.int().nonnegative(),
  /** Who has the watch, as of a later record of the log at the most: records that are in it are skipped. */
  watch: z.custom<WatchLog>((given) => typeof given === 'object' && given !== null).optional(),
})
export type CheckpointManifest = Readonly<z.infer<typeof CheckpointManifest>>

export const MANIFEST_KEY = 'manifest'
