import { type KafkajsInternals, loadKafkajsInternals } from './load-kafkajs-internals.ts'
import { patchEmptyBatches } from './patch-empty-batches.ts'
import { patchFetchDecoder } from './patch-fetch-decoder.ts'
import { patchRequestTimer } from './patch-request-timer.ts'

let patched: KafkajsInternals | undefined

/**
 * The internals of kafkajs, verified and patched, once a process. Every way to a client asks here first, so that none
 * runs on a kafkajs that the patches were not written for. Throws LF_KAFKAJS_UNSUPPORTED.
 */
export const patchedKafkajs = (): KafkajsInternals => {
  if (patched !== undefined) return patched
  const internals = loadKafkajsInternals()
  patchRequestTimer(internals.RequestQueue.prototype)
  patchEmptyBatches(internals.Batch.prototype)
  patchFetchDecoder(internals.fetchResponseCodec)
  patched = internals
  return internals
}
