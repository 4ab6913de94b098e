const KIB = 1_024
const MIB = 1_048_576

/** The limits of one request, and of all together. */
export type HttpLimits = {
  /** Records of one request. */
  readonly recordsMax: number
  /** A body of NDJSON, unpacked. */
  readonly bodyBytesMax: number
  /** A body that is one JSON document, unpacked: it must be held whole to be read. */
  readonly documentBytesMax: number
  /** All documents being held at once. */
  readonly documentsBytesMax: number
  readonly lineBytesMax: number
  readonly requestsMax: number
  /** Records sent to Kafka at once, and how many such chunks of one request may be in flight. */
  readonly chunkRecordsMax: number
  readonly chunksMax: number
  /** Without a byte from the feeder while we wait for one. */
  readonly silenceMsMax: number
  /** From the first byte of a body to its last. */
  readonly bodyMsMax: number
  /** How long requests may continue when the service stops. Below the 10 s that a service has to stop. */
  readonly stoppingMsMax: number
  /** Read and discarded after a refusal: a feeder cut off while it sends never sees the answer. */
  readonly drainBytesMax: number
  readonly drainMsMax: number
}

export const HTTP_LIMITS: HttpLimits = {
  recordsMax: 10_000,
  bodyBytesMax: 16 * MIB,
  documentBytesMax: 5 * MIB,
  documentsBytesMax: 64 * MIB,
  lineBytesMax: 64 * KIB,
  requestsMax: 512,
  chunkRecordsMax: 500,
  chunksMax: 4,
  silenceMsMax: 10_000,
  bodyMsMax: 120_000,
  stoppingMsMax: 5_000,
  drainBytesMax: 32 * MIB,
  drainMsMax: 10_000,
}
