import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { waitFor } from '@landfall/testkit'
import { expect, onTestFinished, test } from 'vitest'
import { anNmeaSide, connectTo, line, lines, sendDatagrams } from '../testing/an-nmea-side.ts'
import { NMEA_LIMITS } from './nmea-limits.ts'

test('only the addresses in `from` may send', async () => {
  const nmea = await anNmeaSide([
    'a=tcp-listen://127.0.0.1:0?from=192.0.2.1',
    'b=udp-listen://127.0.0.1:0?from=192.0.2.1',
  ])
  const socket = await connectTo(nmea.port('a'))
  socket.write(line(0))
  await once(socket, 'close')
  await sendDatagrams(nmea.port('b'), [line(0)])
  await waitFor(async () => (await nmea.metric('unwelcome_peers_total', { source: 'b' })) === 1)
  expect(await nmea.metric('unwelcome_peers_total', { source: 'a' })).toBe(1)
  expect(nmea.events('nmea.blocked-peer')).toMatchObject([{ source: 'a' }, { source: 'b', address: '127.0.0.1' }])
  expect(nmea.taken).toEqual([])
})

test('blocked peers are logged once, with their number', async () => {
  const nmea = await anNmeaSide(['a=tcp-listen://127.0.0.1:0?from=192.0.2.1'])
  await Promise.all(Array.from({ length: 20 }, async () => once(await connectTo(nmea.port('a')), 'close')))
  nmea.time.nowMs += 10_000
  await once(await connectTo(nmea.port('a')), 'close')
  expect(nmea.events('nmea.blocked-peer')).toMatchObject([{ peers: 1 }, { peers: 20 }])
})

test.each([
  ['HTTP', 'GET / HTTP/1.1\r\nHost: x\r\n\r\n', /^HTTP\/1\.1 400 Bad Request\r\n.*POST \/v1\/observations/s],
  ['TLS', '\u0016\u0003\u0001\u0002\u0000', /^this port takes NMEA 0183/],
])('%s on the port is answered and disconnected, and refuses nothing of others', async (_, request, answer) => {
  const nmea = await anNmeaSide(['cape=tcp-listen://127.0.0.1:0'])
  const socket = await connectTo(nmea.port('cape'))
  let answered = ''
  socket.on('data', (chunk) => {
    answered += chunk.toString('latin1')
  })
  const closed = once(socket, 'close')
  socket.write(Buffer.from(request, 'latin1'))
  await closed
  expect(answered).toMatch(answer)
  expect(await nmea.metric('other_protocol_total', { source: 'cape' })).toBe(1)
  expect(nmea.taken).toEqual([])
  const feeder = await connectTo(nmea.port('cape'))
  feeder.write(line(0))
  await waitFor(() => nmea.taken.length === 1)
})

test('more connections than allowed are closed at once', async () => {
  const nmea = await anNmeaSide(['cape=tcp-listen://127.0.0.1:0'], { limits: { connectionsMax: 1 } })
  const first = await connectTo(nmea.port('cape'))
  const second = connect({ host: '127.0.0.1', port: nmea.port('cape') })
  second.on('error', () => {})
  await once(second, 'close')
  first.write(line(0))
  await waitFor(() => nmea.taken.length === 1)
  expect(nmea.events('nmea.too-many-connections')).toHaveLength(1)
})

test('a connection that has been quiet for a minute gives way to a new one', async () => {
  const limits = { connectionsMax: 2 }
  const nmea = await anNmeaSide(['cape=tcp-listen://127.0.0.1:0'], { limits })
  const [dead, alive] = [await connectTo(nmea.port('cape')), await connectTo(nmea.port('cape'))]
  await waitFor(async () => (await nmea.metric('connections', { source: 'cape' })) === 2)
  nmea.time.nowMs += NMEA_LIMITS.idleMsMin
  alive.write(line(0))
  await waitFor(() => nmea.taken.length === 1)
  const ended = once(dead, 'close')
  const late = await connectTo(nmea.port('cape'))
  await ended
  late.write(line(1))
  await waitFor(() => nmea.taken.length === 2)
  expect(alive.closed).toBe(false)

  // Nobody has been quiet for so long now; and while Kafka is away, nobody is read.
  await Promise.all(Array.from({ length: 20 }, async () => once(await connectTo(nmea.port('cape')), 'close')))
  expect(nmea.events('nmea.too-many-connections')).toMatchObject([{ connections: 1 }])
})

test('a receiver that accepts and ends connections at once is logged once, and retried with growing delays', async () => {
  let connections = 0
  const receiver = createServer((socket) => {
    connections += 1
    socket.on('error', () => {}).destroy()
  })
  receiver.listen(0, '127.0.0.1')
  await once(receiver, 'listening')
  onTestFinished(() => void receiver.close())
  const { port } = receiver.address() as AddressInfo
  const nmea = await anNmeaSide([`far=tcp-connect://127.0.0.1:${port}`])
  await waitFor(() => connections >= 10)
  expect(nmea.events('nmea.disconnected')).toHaveLength(1)
  expect(nmea.events('nmea.connected')).toHaveLength(0)
})

test('a receiver that comes back is reconnected to', async () => {
  const sockets: Socket[] = []
  const serve = async (port: number) => {
    const receiver = createServer((socket) => void sockets.push(socket.on('error', () => {})))
    receiver.listen(port, '127.0.0.1')
    await once(receiver, 'listening')
    return { receiver, port: (receiver.address() as AddressInfo).port }
  }
  const { receiver, port } = await serve(0)
  const nmea = await anNmeaSide([`far=tcp-connect://127.0.0.1:${port}`])
  await waitFor(() => sockets.length === 1)
  sockets[0]?.write(lines(0, 2))
  await waitFor(() => nmea.taken.length === 2)
  expect(nmea.health.check().parts['nmea far']).toEqual({ ok: true, detail: 'connected' })

  receiver.close()
  sockets[0]?.destroy()
  await waitFor(() => nmea.events('nmea.disconnected').length === 1)
  expect(nmea.health.check().parts['nmea far']).toEqual({ ok: true, detail: 'not connected' })

  const again = await serve(port)
  onTestFinished(() => void again.receiver.close())
  await waitFor(() => sockets.length === 2)
  sockets[1]?.write(lines(2, 4))
  await waitFor(() => nmea.taken.length === 4)
  // Lost once and found twice, however often it was tried in between.
  expect(nmea.events('nmea.disconnected')).toHaveLength(1)
  expect(nmea.events('nmea.connected')).toHaveLength(2)
})

test('a receiver that has gone quiet is reconnected to', async () => {
  let connections = 0
  const receiver = createServer((socket) => {
    connections += 1
    socket.on('error', () => {})
  })
  receiver.listen(0, '127.0.0.1')
  await once(receiver, 'listening')
  onTestFinished(() => void receiver.close())
  const { port } = receiver.address() as AddressInfo
  await anNmeaSide([`far=tcp-connect://127.0.0.1:${port}`], { limits: { quietMsMax: 100 } })
  await waitFor(() => connections >= 3)
})
