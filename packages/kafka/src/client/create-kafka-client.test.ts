import { once } from 'node:events'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import { createLogger } from '@landfall/runtime'
import { expect, onTestFinished, test } from 'vitest'
import { clientConfig } from './create-kafka-client.ts'

/** A server that answers whatever it is sent, and hangs up as a broker does. */
const aBroker = async () => {
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('data', () => socket.write('answer'))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  const { port } = server.address() as AddressInfo
  return { port, address: `127.0.0.1:${port}`, hangUp: () => sockets.forEach((socket) => void socket.end()) }
}

const aClientOfTwo = async () => {
  const [first, second] = [await aBroker(), await aBroker()]
  const brokers = [first.address, second.address]
  const { socketFactory, ...config } = clientConfig({
    brokers,
    clientId: 'test',
    logger: createLogger({ name: 'test', level: 'silent' }),
  })
  const { promise: connected, resolve } = Promise.withResolvers<void>()
  const socket = socketFactory({ host: '127.0.0.1', port: first.port, ssl: undefined as never, onConnect: resolve })
  await connected
  socket.write('question')
  await once(socket, 'data')
  return { first, second, socket, next: () => config.brokers()[0] }
}

test('a broker that answered stays the first to be asked after we close the connection', async () => {
  const { first, socket, next } = await aClientOfTwo()
  socket.end()
  await once(socket, 'close')
  expect(next()).toBe(first.address)
})

test('a broker that hangs up is passed over', async () => {
  const { first, second, socket, next } = await aClientOfTwo()
  first.hangUp()
  await once(socket, 'close')
  expect(next()).toBe(second.address)
})
