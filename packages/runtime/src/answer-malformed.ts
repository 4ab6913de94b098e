import { STATUS_CODES } from 'node:http'
import type { Socket } from 'node:net'

export type RawAnswer = readonly [status: number, code: string, message: string]

const ANSWERS: Readonly<Record<string, RawAnswer>> = {
  ERR_HTTP_REQUEST_TIMEOUT: [408, 'too-slow', 'the request did not come in time'],
  HPE_HEADER_OVERFLOW: [431, 'headers-too-large', 'the headers are larger than is taken here'],
}
const NOT_HTTP: RawAnswer = [400, 'not-http', 'this cannot be read as HTTP/1.1']

/**
 * For Fastify's `clientErrorHandler`: answers bytes that are no request with `{code, message}` and the usual headers, and ends
 * the connection, since it is unknown where the next request would begin.
 */
export const answerMalformed =
  (headers: Readonly<Record<string, string>>) =>
  (error: NodeJS.ErrnoException, socket: Socket): void => {
    answerRaw(socket, ANSWERS[error.code ?? ''] ?? NOT_HTTP, headers, error)
  }

/** Writes an answer to a socket on which nothing was asked, and ends the connection. */
export const answerRaw = (
  socket: Socket,
  [status, code, message]: RawAnswer,
  headers: Readonly<Record<string, string>>,
  error?: Error,
): void => {
  if (socket.writable) {
    const body = JSON.stringify({ code, message })
    const lines = Object.entries({
      ...headers,
      'content-type': 'application/json; charset=utf-8',
      'content-length': String(Buffer.byteLength(body)),
      connection: 'close',
    }).map(([name, value]) => `${name}: ${value}\r\n`)
    socket.write(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines.join('')}\r\n${body}`)
  }
  socket.destroy(error)
}
