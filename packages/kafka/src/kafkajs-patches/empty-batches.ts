import { createRequire } from 'node:module'

type Batch = { readonly rawMessages: readonly unknown[]; isEmpty(): boolean; isEmptyDueToFiltering(): boolean }
const { prototype: batch } = createRequire(import.meta.url)('kafkajs/src/consumer/batch') as {
  readonly prototype: Batch
}

/**
 * What is a transaction's marker, or was aborted, is no record to a consumer, and of a fetch with nothing else in it kafkajs
 * says nothing: it goes on from behind it while we stand before it, short of the end of a log that has no more to give.
 * So a batch is empty here only when the fetch was; one of holes alone is handed over with no records.
 */
batch.isEmpty = function () {
  return this.rawMessages.length === 0
}
batch.isEmptyDueToFiltering = () => false
