import { setTimeout as sleep } from 'node:timers/promises'
import { type Topics, topicsOfWorld, type windowingGroups } from '@landfall/contracts'
import { createLogBounds, type KafkaClient, readCommittedOffsets, watchSealed } from '@landfall/kafka'
import { isLandfallError } from '@landfall/runtime'
import { createProcessedUpTo, type StageProgress } from '../domain/create-processed-up-to.ts'

/** As often as windowing commits its offsets. */
const POLL_MS = 5_000

export type FollowProgressSpec = KafkaClient & {
  readonly groups: ReturnType<typeof windowingGroups>
  readonly topics: Topics
  /** The stages of exercises, or the real ones: neither says anything of the other. */
  readonly exercise: boolean
  readonly clock: () => number
}

/**
 * Polls how far windowing has come: a live feed behind a stopped windowing would look like a quiet sea. A poll that fails is
 * logged and repeated; `processedUpToMs` grows old in the meantime, as it should.
 */
export const followProgress = ({ groups, topics, exercise, clock, ...kafka }: FollowProgressSpec) => {
  const { observations, arrivals } = topicsOfWorld(topics, exercise)
  const stages = [
    { topic: observations.name, groupId: groups[exercise ? 'exercise-arrivals' : 'arrivals'] },
    { topic: arrivals.name, groupId: groups[exercise ? 'exercise-groups' : 'groups'] },
  ].map((stage) => ({ ...stage, bounds: createLogBounds({ ...kafka, topic: stage.topic }) }))
  const processedUpTo = createProcessedUpTo()
  const sealed = watchSealed({ ...kafka, topics: [observations] })
  const closing = new AbortController()
  let wasRefused = false

  const readProgress = async ({ topic, groupId, bounds }: (typeof stages)[number]): Promise<StageProgress> => {
    const [ends, committed] = await Promise.all([bounds.read(), readCommittedOffsets({ ...kafka, topic, groupId })])
    const waiting = [...ends].filter(([, { low, high }]) => high > low)
    return { ends: new Map(waiting.map(([partition, { high }]) => [partition, high])), committed }
  }

  const run = async (): Promise<void> => {
    while (!closing.signal.aborted) {
      const atMs = clock()
      try {
        const progress = await Promise.all(stages.map(readProgress))
        // Where the topic has grown, nothing is known of what comes in.
        if (sealed.trouble() === undefined) processedUpTo.record(atMs, progress)
      } catch (error) {
        const isRefused = isLandfallError(error, 'LF_BROKER_REFUSED')
        kafka.logger[isRefused && !wasRefused ? 'warn' : 'debug']({ event: 'progress.unreadable', err: error })
        wasRefused ||= isRefused
      }
      await sleep(POLL_MS, undefined, { signal: closing.signal }).catch(() => {})
    }
  }
  const running = run()

  return {
    processedUpToMs: processedUpTo.processedUpToMs,
    close: async (): Promise<void> => {
      closing.abort()
      await running
      await Promise.all([sealed.close(), ...stages.map(({ bounds }) => bounds.close())])
    },
  }
}
