import type { IncomingMessage } from 'node:http'
import { PassThrough, type Transform } from 'node:stream'
import { createGunzip } from 'node:zlib'
import type { HttpLimits } from './http-limits.ts'
import { Refused, tooLarge } from './refused.ts'

export type BodySpec = {
  readonly isGzip: boolean
  readonly limits: HttpLimits
  /** Its reason is the answer to the feeder. */
  readonly stopping: AbortSignal
  readonly onBytes: (bytes: number) => void
}

const UNPACKED_CHUNK_BYTES = 65_536

/**
 * The body, unpacked, chunk by chunk and no faster than they are consumed. Throws Refused if it is too large, too slow, broken
 * or cut off; the request itself stays open then, so that it can be answered.
 */
export const readBody = async function* (request: IncomingMessage, spec: BodySpec): AsyncGenerator<Buffer> {
  const { limits, isGzip, stopping, onBytes } = spec
  const source: Transform = isGzip ? createGunzip({ chunkSize: UNPACKED_CHUNK_BYTES }) : new PassThrough()
  const watch = watchPace(limits, (refused) => source.destroy(refused))
  const onStop = (): unknown => source.destroy(stopping.reason as Error)
  const onCut = (): void => {
    if (!request.readableEnded) source.destroy(new Refused(400, 'aborted', 'the request was cut off before its end'))
  }
  stopping.addEventListener('abort', onStop)
  request.on('error', onCut).on('close', onCut)
  request.pipe(source)
  let bytes = 0
  try {
    if (stopping.aborted) onStop()
    for await (const chunk of source as AsyncIterable<Buffer>) {
      watch.hold()
      bytes += chunk.length
      onBytes(chunk.length)
      if (bytes > limits.bodyBytesMax) throw tooLarge(limits.bodyBytesMax, 'a body')
      yield chunk
      watch.resume()
    }
  } catch (error) {
    throw isGzip && isZlibError(error) ? badGzip(error) : error
  } finally {
    watch.close()
    stopping.removeEventListener('abort', onStop)
    request.off('error', onCut).off('close', onCut)
    request.unpipe(source)
  }
}

/** Time counts only while we wait for the feeder: a slow Kafka is not the feeder's fault. */
const watchPace = (limits: HttpLimits, refuse: (refused: Refused) => unknown) => {
  const { silenceMsMax, bodyMsMax } = limits
  const tooSlow = (message: string) => new Refused(408, 'too-slow', message)
  let isWaiting = true
  const silence = setTimeout(() => {
    if (isWaiting) refuse(tooSlow(`nothing came for ${silenceMsMax} ms, and the body is not complete`))
  }, silenceMsMax)
  const whole = setTimeout(() => refuse(tooSlow(`the body was not complete after ${bodyMsMax} ms`)), bodyMsMax)
  return {
    hold: () => {
      isWaiting = false
    },
    resume: () => {
      isWaiting = true
      silence.refresh()
    },
    close: () => {
      clearTimeout(silence)
      clearTimeout(whole)
    },
  }
}

const isZlibError = (error: unknown): error is Error & { readonly code: string } =>
  error instanceof Error && 'code' in error && String(error.code).startsWith('Z_')

const badGzip = (error: Error): Refused =>
  new Refused(400, 'bad-gzip', `the body is not whole gzip, though Content-Encoding says so: ${error.message}`, {
    cause: error,
  })
