import { once } from 'node:events'
import { connect } from 'node:net'

/** Says bytes that no HTTP client would, and gives all that comes back until the connection closes: head and body. */
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
