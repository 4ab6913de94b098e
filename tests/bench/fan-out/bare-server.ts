import { once } from 'node:events'
import { createServer } from 'node:http'
import { anAlert } from '@landfall/testkit'
import { WebSocket, WebSocketServer } from 'ws'

/**
 * The floor: a WebSocket server that does nothing but send the same text to everybody, alert after alert. The parent says
 * it `{alerts}`; each is sent to all, then the sockets get a turn. `?missed=N` in the address: N alerts after the greeting.
 */
const text = `{"type":"alert","cursor":"a1000.c1000","alert":${JSON.stringify(anAlert())}}`
const server = createServer()
const sockets = new WebSocketServer({ server, perMessageDeflate: false })
sockets.on('connection', (socket, { url }) => {
  const missed = Number(new URL(url ?? '/', 'http://here').searchParams.get('missed'))
  socket.on('message', () => {
    socket.send('{"type":"welcome"}')
    for (let count = 0; count < missed; count += 1) socket.send(text)
  })
})

process.on('message', ({ alerts }: { readonly alerts: number }) => {
  const sendNext = (left: number): void => {
    if (left === 0) return
    for (const socket of sockets.clients) if (socket.readyState === WebSocket.OPEN) socket.send(text)
    setImmediate(sendNext, left - 1)
  }
  sendNext(alerts)
})
process.on('disconnect', () => process.exit()) // The bench is gone.
server.listen({ host: '127.0.0.1', port: 0, backlog: 4_096 })
await once(server, 'listening')
process.send?.({ port: (server.address() as { readonly port: number }).port })
