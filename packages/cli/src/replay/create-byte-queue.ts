/** The bytes of a stream, as many at a time as are asked for. */
export const createByteQueue = (chunks: AsyncIterable<Buffer>) => {
  const source = chunks[Symbol.asyncIterator]()
  let held: Buffer = Buffer.alloc(0)

  const fill = async (bytes: number): Promise<boolean> => {
    while (held.length < bytes) {
      const next = await source.next()
      if (next.done === true) return false
      held = held.length === 0 ? next.value : Buffer.concat([held, next.value])
    }
    return true
  }

  return {
    hasMore: (): Promise<boolean> => fill(1),
    /** Exactly that many. Throws where the stream ends before. */
    take: async (bytes: number): Promise<Buffer> => {
      if (!(await fill(bytes))) throw new Error('it ends in the middle')
      const taken = held.subarray(0, bytes)
      held = held.subarray(bytes)
      return taken
    },
  }
}
