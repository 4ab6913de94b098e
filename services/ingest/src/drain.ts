import type { IncomingMessage } from 'node:http'
import type { HttpLimits } from './http-limits.ts'

/**
 * Reads on and throws away what a feeder still sends after its request was refused: cut off in the middle of sending, it
 * would see a broken connection instead of the answer. Beyond the limits it is cut off all the same.
 */
export const drain = (request: IncomingMessage, { drainBytesMax, drainMsMax }: HttpLimits): void => {
  if (request.readableEnded || request.destroyed) return
  let bytes = 0
  const cutOff = (): unknown => request.destroy()
  const timer = setTimeout(cutOff, drainMsMax)
  request.on('data', (chunk: Buffer) => {
    bytes += chunk.length
    if (bytes > drainBytesMax) cutOff()
  })
  request.on('close', () => clearTimeout(timer)).on('end', () => clearTimeout(timer))
  request.resume()
}
