/**
 * What has been read from a source and is not yet on its way to Kafka, in the order it came. It can be pushed to
 * beyond its limit: whoever pushes must look at `isFull` before, or await `waitForSpace` after.
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
    /** Resolves when there is room again, or the inbox is closed. */
    waitForSpace: async (): Promise<void> => {
      while (bytes >= bytesMax && !isClosed) await emptied.promise
    },
    /** Waits for something, then takes what came first, up to about `batchBytesMax`. Empty when the inbox is closed and empty. */
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
    /** What is inside can still be taken. */
    close: (): void => {
      isClosed = true
      filled.resolve()
      emptied.resolve()
    },
  }
}
