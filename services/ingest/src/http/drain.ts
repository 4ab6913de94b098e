import type { IncomingMessage } from 'node:http'
import type { HttpLimits } from './http-limits.ts'

/**
 * Reads on and throws away what a feeder still sends after its request was refused: cut off in the middle of sending, it
 * would see a broken connection instead of the answer. Resolves with whether all of it came within the limits.
 */
export const drain = async (request: IncomingMessage, limits: HttpLimits): Promise<boolean> => {
  if (request.readableEnded || request.destroyed) return true
  const { promise, resolve } = Promise.withResolvers<boolean>()
  let bytes = 0
  const count = (chunk: Buffer): void => {
    bytes += chunk.length
    if (bytes > limits.drainBytesMax) resolve(false)
  }
  const end = (): void => resolve(true)
  const timer = setTimeout(() => resolve(false), limits.drainMsMax)
  request.on('data', count).on('end', end).on('close', end).resume()
  const isWhole = await promise
  clearTimeout(timer)
  request.off('data', count).off('end', end).off('close', end)
  return isWhole
}
