import { once } from 'node:events'
import { createServer } from 'node:http'
import { WebSocket, WebSocketServer } from 'ws'

/**
 * The floor: a WebSocket server that does nothing but send the same text to everybody, frame after frame. The parent tells
 * it `{frames, text}`; each frame is sent to all, then the sockets get a turn.
 */
const server = createServer()
const sockets = new WebSocketServer({ server, perMessageDeflate: false })
// A bare reply to the subscribe frame, so that the crowd knows that it is in.
sockets.on('connection', (socket) => socket.on('message', () => socket.send('{"type":"welcome"}')))

process.on('message', ({ frames, text }: { readonly frames: number; readonly text: string }) => {
  const sendNext = (left: number): void => {
    if (left === 0) return
    for (const socket of sockets.clients) if (socket.readyState === WebSocket.OPEN) socket.send(text)
    setImmediate(sendNext, left - 1)
  }
  sendNext(frames)
})
server.listen({ host: '127.0.0.1', port: 0, backlog: 4_096 })
await once(server, 'listening')
process.send?.({ port: (server.address() as { readonly port: number }).port })
