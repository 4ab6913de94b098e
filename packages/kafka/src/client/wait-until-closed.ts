/** For `ensureTopics` and `untilAnswered` of a service: wait for Kafka however long, until what is opened on `open` is closed. */
export const waitUntilClosed = (
  open: AsyncDisposableStack,
): { readonly waitMsMax: number; readonly closing: AbortSignal } => {
  const closing = new AbortController()
  open.defer(() => closing.abort())
  return { waitMsMax: Number.POSITIVE_INFINITY, closing: closing.signal }
}
