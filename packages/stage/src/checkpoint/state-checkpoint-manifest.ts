import { z } from 'zod'

/** Of pieces and manifest. Raised when an older program could not read them: it then skips the checkpoint. */
export const CHECKPOINT_FORMAT = 1

/** The last record of a checkpoint: without it, and without every piece as it was written, the checkpoint does not exist. */
export const StateCheckpointManifest = z.object({
  format: z.literal(CHECKPOINT_FORMAT),
  /** The first offset that is not in the state. */
  nextOffset: z.int().nonnegative(),
  /** Ids of the topics that the stage emitted to: another one lacks what is not emitted again. */
  outputs: z.array(z.string()),
  entries: z.int().nonnegative(),
  pieces: z.int().nonnegative(),
  /** Of all pieces, one after the other, in hexadecimal. */
  sha256: z.string(),
})
export type StateCheckpointManifest = Readonly<z.infer<typeof StateCheckpointManifest>>

/** Written in turn: while one is being replaced, the other is whole. */
export const SLOTS = ['a', 'b'] as const
export type Slot = (typeof SLOTS)[number]
export const otherSlot = (slot: Slot): Slot => (slot === 'a' ? 'b' : 'a')

/** Keys within what belongs to one partition of a stage. */
export const manifestKey = (slot: Slot): string => `${slot}/manifest`
export const pieceKey = (slot: Slot, index: number): string => `${slot}/${index}`
