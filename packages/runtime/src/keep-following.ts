import { pause } from './pause.ts'
import { untilAborted } from './until-aborted.ts'

/** A reader of a topic, as `openTail` of packages/kafka is. */
export type Followed = {
  readonly caughtUp: Promise<void>
  readonly failed: Promise<never>
  readonly close: () => Promise<void>
}

type FollowSpec = {
  /** Begins again where it began before. */
  readonly open: () => Promise<Followed>
  readonly closing: AbortSignal
  readonly onCaughtUp: () => void
  readonly onFailed: (error: unknown) => void
}

const REOPEN_MS = 1_000

/** Follows until `closing`: what fails is closed, and opened again a second later. */
export const keepFollowing = async ({ open, closing, onCaughtUp, onFailed }: FollowSpec): Promise<void> => {
  const aborted = untilAborted(closing)
  while (!closing.aborted) {
    const followed = await Promise.race([open(), aborted])
    if (followed === undefined) return
    void followed.caughtUp.then(onCaughtUp, () => {}) // `failed` says it.
    await Promise.race([followed.failed, aborted]).catch(onFailed)
    await followed.close()
    await pause(REOPEN_MS, closing)
  }
}
