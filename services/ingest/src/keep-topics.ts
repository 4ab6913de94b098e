import type { TopicSpec } from '@landfall/contracts'
import { type EnsuredTopics, type EnsureTopicsSpec, ensureTopics } from '@landfall/kafka'
import { isLandfallError, type LandfallError, pause, untilAborted } from '@landfall/runtime'

const RETRY_MS = 1_000

/**
 * Creates the topics in the background, however long Kafka takes to appear; until then the service runs and is not ready. Looks at
 * them again when Kafka has refused a record: nothing more is sent to one that has grown, while all else goes on. `failed` rejects
 * with LF_PARTITIONS_CHANGED alone.
 */
export const keepTopics = (spec: EnsureTopicsSpec, onEnsured: (ensured: EnsuredTopics) => void) => {
  const { specs, logger } = spec
  const closing = new AbortController()
  const { promise: failed, reject: fail } = Promise.withResolvers<never>()
  failed.catch(() => {}) // Awaited by whoever runs the service.
  const created = Promise.withResolvers<void>()
  const sealed = new Map<string, LandfallError>()
  let exist = false
  let refused = new AbortController()

  const ensure = (some: readonly TopicSpec[]): Promise<EnsuredTopics> =>
    ensureTopics({ ...spec, specs: some, waitMsMax: Number.POSITIVE_INFINITY, closing: closing.signal })

  const ensureOpen = async (topic: TopicSpec): Promise<EnsuredTopics> => {
    try {
      const ensured = await ensure([topic])
      sealed.delete(topic.name)
      return ensured
    } catch (error) {
      if (!isLandfallError(error, 'LF_TOPIC_SEALED')) throw error
      if (!sealed.has(topic.name)) logger.error({ event: 'topic.sealed', err: error })
      sealed.set(topic.name, error)
      return { created: [], drift: [] }
    }
  }

  const look = async (): Promise<void> => {
    const canGrow = ({ first }: TopicSpec): boolean => first !== undefined
    const ensured = [await ensure(specs.filter((one) => !canGrow(one)))]
    for (const one of specs.filter(canGrow)) ensured.push(await ensureOpen(one))
    const all = { created: ensured.flatMap((each) => each.created), drift: ensured.flatMap((each) => each.drift) }
    if (!exist) onEnsured(all)
    exist = true
    created.resolve()
    const again = AbortSignal.any([closing.signal, refused.signal])
    await (sealed.size > 0 ? pause(RETRY_MS, closing.signal) : untilAborted(again))
    refused = new AbortController()
  }

  const run = async (): Promise<void> => {
    while (!closing.signal.aborted) {
      try {
        await look()
      } catch (error) {
        if (isLandfallError(error, 'LF_PARTITIONS_CHANGED')) return fail(error)
        if (closing.signal.aborted) return
        logger.error({ event: 'topics.failed', err: error }) // Refused; what refuses may be set right.
        await pause(RETRY_MS, closing.signal)
      }
    }
  }
  const ran = run()

  /** What sends to that topic, among others. Rejects with LF_TOPIC_SEALED once it has grown. */
  const watch =
    <Given extends readonly unknown[], Answer>({ name }: TopicSpec, send: (...given: Given) => Promise<Answer>) =>
    async (...given: Given): Promise<Answer> => {
      const error = sealed.get(name)
      if (error !== undefined) throw error
      try {
        return await send(...given)
      } catch (error) {
        if (isLandfallError(error, 'LF_BROKER_REFUSED')) refused.abort()
        throw error
      }
    }

  return {
    failed,
    exist: () => exist,
    /** What to do about a topic that has grown. */
    sealed: ({ name }: TopicSpec): string | undefined => sealed.get(name)?.message,
    watch,
    /** Resolves when they are there; never if the service is closed before. */
    created: created.promise,
    close: async (): Promise<void> => {
      closing.abort()
      await ran
    },
  }
}
