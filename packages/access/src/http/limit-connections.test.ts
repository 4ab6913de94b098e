import { once } from 'node:events'
import { createServer } from 'node:http'
import { type AddressInfo, connect, type Socket } from 'node:net'
import { createLogger, createMetrics } from '@landfall/runtime'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createAddressFilter } from './create-address-filter.ts'
import { limitConnections } from './limit-connections.ts'

const ONE = '127.0.0.1'
const OTHER = '127.0.0.2'
let open: AsyncDisposableStack
beforeEach(() => {
  open = new AsyncDisposableStack()
})
afterEach(() => open.disposeAsync())

const serve = async (connectionsMax: number, connectionsPerAddressMax: number, trusted: readonly string[] = []) => {
  const server = createServer((_request, response) => response.end('served'))
  const metrics = createMetrics()
  limitConnections(server, {
    connectionsMax,
    connectionsPerAddressMax,
    isTrustedProxy: createAddressFilter(trusted),
    logger: createLogger({ name: 'test', level: 'silent' }),
    metrics,
  })
  server.listen(0, '0.0.0.0')
  await once(server, 'listening')
  open.defer(() => void server.close())
  const { port } = server.address() as AddressInfo
  return { port, refusals: async () => (await metrics.registry.metrics()).match(/connections_refused_total\{.*\d/g) }
}

/** A connection that has been answered, and so was admitted or refused. */
const ask = async (port: number, localAddress: string): Promise<{ status: string; head: string; socket: Socket }> => {
  const socket = connect({ port, host: ONE, localAddress })
  open.defer(() => void socket.destroy())
  socket.on('error', () => {})
  socket.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n')
  const [chunk] = await once(socket, 'data')
  const head = String(chunk)
  return { status: head.slice(9, 12), head, socket }
}

test('one address gets its share, and another is still served', async () => {
  const { port, refusals } = await serve(10, 3)
  const first = await ask(port, ONE)
  expect([first.status, (await ask(port, ONE)).status, (await ask(port, ONE)).status]).toEqual(['200', '200', '200'])
  const { status, head } = await ask(port, ONE)
  expect(status).toBe('429')
  expect(head).toMatch(/retry-after: 5\r\n[\s\S]*"code":"too-many-connections"/)
  expect((await ask(port, OTHER)).status).toBe('200')
  expect(await refusals()).toContain('connections_refused_total{limit="address"} 1')
  first.socket.destroy()
  await expect.poll(async () => (await ask(port, ONE)).status).toBe('200')
})

test('all together have a limit too', async () => {
  const { port, refusals } = await serve(2, 2)
  await ask(port, ONE)
  await ask(port, OTHER)
  expect((await ask(port, OTHER)).status).toBe('503')
  expect(await refusals()).toContain('connections_refused_total{limit="total"} 1')
})

test('a trusted proxy stands for many addresses', async () => {
  const { port } = await serve(10, 1, [ONE])
  expect([(await ask(port, ONE)).status, (await ask(port, ONE)).status]).toEqual(['200', '200'])
})
