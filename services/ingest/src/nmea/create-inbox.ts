/**
 * What has been read from a source and not yet sent to Kafka, in order. It accepts items beyond its limit: the caller must
 * check `isFull` before a push, or await `waitForSpace` after it.
 */
export const createInbox = <Item extends { readonly bytes: number }>(bytesMax: number) => {
  let items: Item[] = []
  let bytes = 0
  let filled = Promise.withResolvers<void>()
  let emptied = Promise.withResolvers<void>()
  let isClosed = false

  return {
    push: (item: Item): void => {
      items.push(item)
      bytes += item.bytes
      filled.resolve()
    },
    isFull: (): boolean => bytes >= bytesMax,
    bytes: (): number => bytes,
    /** Resolves when the inbox is below its limit, or closed. */
    waitForSpace: async (): Promise<void> => {
      while (bytes >= bytesMax && !isClosed) await emptied.promise
    },
    /** Waits for an item, then takes the oldest ones, up to about `batchBytesMax`. Returns none once closed and empty. */
    take: async (batchBytesMax: number): Promise<readonly Item[]> => {
      while (items.length === 0 && !isClosed) await filled.promise
      let taken = 0
      let count = 0
      for (const item of items) {
        if (count > 0 && taken + item.bytes > batchBytesMax) break
        taken += item.bytes
        count += 1
      }
      const batch = items.slice(0, count)
      items = items.slice(count)
      bytes -= taken
      if (items.length === 0) filled = Promise.withResolvers()
      emptied.resolve()
      emptied = Promise.withResolvers()
      return batch
    },
    /** Items inside can still be taken. */
    close: (): void => {
      isClosed = true
      filled.resolve()
      emptied.resolve()
    },
  }
}
