import { once } from 'node:events'
import { connect } from 'node:net'

/** Sends bytes that no HTTP client would. Resolves with the head and body that come back until the connection closes. */
export const sendRawRequest = async (
  port: number,
  text: string,
): Promise<{ readonly head: string; readonly body: string }> => {
  const socket = connect(port, '127.0.0.1')
  const received: Buffer[] = []
  socket.on('data', (chunk: Buffer) => received.push(chunk))
  socket.write(text)
  await once(socket, 'close')
  const [head = '', body = ''] = Buffer.concat(received).toString().split('\r\n\r\n')
  return { head, body }
}
