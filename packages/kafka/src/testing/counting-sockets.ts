import { connect, type Socket } from 'node:net'

const API_KEY_PRODUCE = 0

/** For tests: real connections that count the Produce requests written to them. */
export const countingSockets = () => {
  let produceRequests = 0
  const open = (host: string, port: number): Socket => {
    const socket = connect({ host, port, noDelay: true })
    const write = socket.write.bind(socket) as (...given: unknown[]) => boolean
    // kafkajs writes one request at a time: its length in 4 bytes, then its API key in 2.
    socket.write = (request: unknown, ...rest: unknown[]): boolean => {
      if (Buffer.isBuffer(request) && request.readInt16BE(4) === API_KEY_PRODUCE) produceRequests += 1
      return write(request, ...rest)
    }
    return socket
  }
  return { open, produceRequests: () => produceRequests }
}
