import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { createLogger } from '@landfall/runtime'
import { expect, onTestFinished, test } from 'vitest'
import { createKafkaSecurity } from '../security/create-kafka-security.ts'
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

test('a broker that hangs up is skipped', async () => {
  const { first, second, socket, next } = await aClientOfTwo()
  first.hangUp()
  await once(socket, 'close')
  expect(next()).toBe(second.address)
})

const TLS_HANDSHAKE = 0x16
const straight = (host: string, port: number): Socket => connect({ host, port })

test.each([
  ['by itself', undefined],
  ['through a tunnel', straight],
])('where TLS is asked for, nothing else is sent %s, whatever the other side answers', async (_title, openSocket) => {
  const sent = Promise.withResolvers<Buffer>()
  const server = createServer((socket) => {
    socket.on('error', () => {})
    socket.once('data', (bytes) => {
      sent.resolve(bytes)
      socket.end('an answer in the clear')
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  const { port } = server.address() as AddressInfo
  const { socketFactory } = clientConfig({
    brokers: [`127.0.0.1:${port}`],
    clientId: 'test',
    logger: createLogger({ name: 'test', level: 'silent' }),
    security: createKafkaSecurity({ KAFKA_SECURITY_PROTOCOL: 'SSL' }),
    ...(openSocket && { openSocket }),
  })
  let isConnected = false
  const onConnect = (): void => {
    isConnected = true
  }
  const socket = socketFactory({ host: '127.0.0.1', port, ssl: undefined as never, onConnect })
  const failed = once(socket, 'error')
  socket.write('a request') // As kafkajs would after connecting.
  expect((await sent.promise)[0]).toBe(TLS_HANDSHAKE)
  await expect(failed).resolves.toMatchObject([{ code: 'EPROTO' }])
  expect(isConnected).toBe(false)
})
