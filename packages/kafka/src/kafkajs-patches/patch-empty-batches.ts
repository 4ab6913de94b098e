import type { KafkajsBatch } from './load-kafkajs-internals.ts'

/**
 * Hands a fetch of nothing but transaction markers and aborted records to the handler, as a batch without records.
 * kafkajs skips it and moves on silently, so a position kept with the state would stop short of the end
 * of the log for good. With this patch a batch is empty only if the fetch was.
 */
export const patchEmptyBatches = (prototype: KafkajsBatch): void => {
  Object.assign(prototype, {
    isEmpty(this: KafkajsBatch): boolean {
      return this.rawMessages.length === 0
    },
    isEmptyDueToFiltering: (): boolean => false,
  })
}
