import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { WebSocket, WebSocketServer } from 'ws'
import { wireFrame, wireJson } from './wire-frame.ts'

const texts = [0, 1, 125, 126, 127, 65_535, 65_536, 300_000].map((length) => 'x'.repeat(length))

test('a WebSocket client decodes messages of every length, also several in one write', async () => {
  const server = createServer()
  const sockets = new WebSocketServer({ server, perMessageDeflate: false })
  sockets.on('connection', (_socket, { socket: line }) => {
    line.write(Buffer.concat(texts.map((text) => wireFrame([Buffer.from(text)]))))
    line.write(wireJson({ type: 'é' }))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const client = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`)
  const read: string[] = []
  await new Promise<void>((resolve, reject) => {
    client.on('error', reject)
    client.on('message', (data, isBinary) => {
      expect(isBinary).toBe(false)
      read.push(String(data))
      if (read.length > texts.length) resolve()
    })
  })
  client.terminate()
  sockets.close()
  server.close()
  expect(read.map((text) => text.length)).toEqual([...texts.map((text) => text.length), 12])
  expect(read.at(-1)).toBe('{"type":"é"}')
})
