import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { createHealth, createLogger, createMetrics, LandfallError } from '@landfall/runtime'
import { waitFor } from '@landfall/testkit'
import { expect, onTestFinished, test } from 'vitest'
import type { Incoming } from '../domain/incoming.ts'
import type { NmeaLimits } from './nmea-limits.ts'
import { parseNmeaSource } from './nmea-source.ts'
import { openNmea } from './open-nmea.ts'

const PAYLOAD = '177KQJ5000G?tO`K>RA1wUbN0TKH'
/** A position of one craft, told apart by its TAG time. */
const line = (second: number): string => {
  const tag = `c:${1_795_426_200 + second * 60}`
  const sum = [...tag].reduce((all, one) => all ^ one.charCodeAt(0), 0)
  return `\\${tag}*${sum.toString(16).padStart(2, '0')}\\!AIVDM,1,1,,B,${PAYLOAD},0*5C\r\n`
}
const lines = (from: number, to: number): string => Array.from({ length: to - from }, (_, n) => line(from + n)).join('')

type Given = { readonly limits?: Partial<NmeaLimits> }

/** All of the NMEA side on sockets of this machine; `gate` stands for a Kafka that can be away. */
const anNmeaSide = async (sources: readonly string[], { limits = {} }: Given = {}) => {
  const taken: Incoming[] = []
  const heard: string[] = []
  const said: { event: string; level: string }[] = []
  const gate = { isOpen: true, refused: 0 }
  const metrics = createMetrics()
  const health = createHealth()
  const open = new AsyncDisposableStack()
  const ports = await openNmea(open, {
    sources: sources.map((text) => {
      const parsed = parseNmeaSource(text)
      if ('fault' in parsed) throw new Error(parsed.fault)
      return parsed
    }),
    accept: async (records) => {
      if (!gate.isOpen) {
        gate.refused += 1
        throw new LandfallError('LF_BROKER_DOWN', 'Kafka is away', { retryable: true })
      }
      taken.push(...records)
      return records.map(() => ({ ok: true }))
    },
    logger: createLogger({ name: 'test', write: (text) => said.push(JSON.parse(text)) }),
    metrics,
    health,
    clock: () => Date.parse('2026-11-23T09:30:00Z'),
    heardFrom: ({ id }) => heard.push(id),
    limits: { retryMsMin: 10, retryMsMax: 20, ...limits },
  })
  let isClosed = false
  const close = async (): Promise<void> => {
    if (!isClosed) await open.disposeAsync()
    isClosed = true
  }
  onTestFinished(close)
  const port = (name: string): number => ports.get(name) ?? Number.NaN
  const metric = async (name: string, labels: Readonly<Record<string, string>>): Promise<number> => {
    const found = await metrics.registry.getSingleMetric(`landfall_ingest_nmea_${name}`)?.get()
    const wanted = Object.entries(labels)
    const one = found?.values.find((value) =>
      wanted.every(([key, text]) => (value.labels as Record<string, unknown>)[key] === text),
    )
    return one?.value ?? 0
  }
  const events = (event: string) => said.filter((one) => one.event === event)
  const times = () =>
    taken.map((one) => (one.kind === 'value' ? (one.value as { observedAt: string }).observedAt : one.reason))
  return { port, taken, heard, times, events, gate, health, metric, close }
}

const connectTo = async (port: number): Promise<Socket> => {
  const socket = connect({ host: '127.0.0.1', port })
  socket.on('error', () => {})
  onTestFinished(() => void socket.destroy())
  await once(socket, 'connect')
  return socket
}
const sendDatagrams = async (port: number, datagrams: readonly string[]): Promise<void> => {
  const socket = createSocket('udp4')
  for (const datagram of datagrams) {
    await new Promise((resolve) => socket.send(datagram, port, '127.0.0.1', resolve))
  }
  socket.close()
}

test('TCP: lines become observations under the name of the source, wherever the bytes are cut', async () => {
  const nmea = await anNmeaSide(['cape=tcp-listen://127.0.0.1:0'])
  const socket = await connectTo(nmea.port('cape'))
  for (const byte of lines(0, 3)) socket.write(byte)
  await waitFor(() => nmea.taken.length === 3)
  expect(nmea.taken[0]).toMatchObject({
    kind: 'value',
    value: { type: 'position', craftId: 'mmsi:477553000', source: { id: 'cape', kind: 'ais' }, exercise: false },
  })
  socket.end(line(3).trimEnd())
  await waitFor(() => nmea.taken.length === 4)
  expect(new Set(nmea.times()).size).toBe(4)
})

test('a quiet sea is not a dead feed: a source is heard whenever a sound line comes, craft or not', async () => {
  const nmea = await anNmeaSide(['cape=tcp-listen://127.0.0.1:0', 'drill=tcp-listen://127.0.0.1:0?exercise=true'])
  const cape = await connectTo(nmea.port('cape'))
  cape.write('GET / HTTP/1.1\n# note\n\n')
  await waitFor(() => nmea.taken.length === 1)
  expect(nmea.heard).toEqual([])
  cape.write('$GPZDA,114702.51,27,01,2012,,*66\n')
  await waitFor(() => nmea.heard.length === 1)
  expect(nmea.heard).toEqual(['cape'])
  expect(nmea.taken).toHaveLength(1)

  // The end of an exercise is no news of the sea.
  const drill = await connectTo(nmea.port('drill'))
  drill.write(line(0))
  await waitFor(() => nmea.taken.length === 2)
  expect(nmea.heard).toEqual(['cape'])
})

test('what is refused goes with its line and reason; what is not for us is counted', async () => {
  const nmea = await anNmeaSide(['cape=tcp-listen://127.0.0.1:0'])
  const socket = await connectTo(nmea.port('cape'))
  const broken = `!AIVDM,1,1,,B,${PAYLOAD},0*5D`
  socket.end(['GET / HTTP/1.1', broken, '# note', '$GPZDA,114702.51,27,01,2012,,*66', line(0)].join('\n'))
  await waitFor(() => nmea.taken.length === 3)
  expect(nmea.taken.slice(0, 2)).toEqual([
    {
      kind: 'unreadable',
      code: 'not-nmea',
      sourceId: 'cape',
      text: 'GET / HTTP/1.1',
      reason: expect.stringContaining('noise'),
    },
    {
      kind: 'unreadable',
      code: 'not-nmea',
      sourceId: 'cape',
      text: broken,
      reason: expect.stringContaining('checksum-wrong'),
    },
  ])
  const counted = async (outcome: string) => await nmea.metric('lines_total', { source: 'cape', outcome })
  expect(await Promise.all(['noise', 'refused', 'comment', 'other-sentence', 'message'].map(counted))).toEqual([
    1, 1, 1, 1, 1,
  ])
  expect(await nmea.metric('refused_lines_total', { source: 'cape', reason: 'checksum-wrong' })).toBe(1)
  expect(await nmea.metric('observations_total', { source: 'cape', type: 'position' })).toBe(1)
})

test('what two connections of a source heard is told once', async () => {
  const nmea = await anNmeaSide(['cape=tcp-listen://127.0.0.1:0'])
  const [a, b] = [await connectTo(nmea.port('cape')), await connectTo(nmea.port('cape'))]
  a.write(line(0))
  await waitFor(() => nmea.taken.length === 1)
  b.write(line(0) + line(1))
  await waitFor(() => nmea.taken.length === 2)
  expect(await nmea.metric('messages_total', { source: 'cape', outcome: 'repeated' })).toBe(1)
  expect(await nmea.metric('connections', { source: 'cape' })).toBe(2)
})

test('parts of a message on two connections are not joined', async () => {
  const nmea = await anNmeaSide(['cape=tcp-listen://127.0.0.1:0'])
  const [a, b] = [await connectTo(nmea.port('cape')), await connectTo(nmea.port('cape'))]
  a.write('!AIVDM,2,1,3,B,55P5TL01VIaAL@7WKO@mBplU@<PDhh000000001S;AJ::4A80?4i@E53,0*3E\n')
  b.write('!AIVDM,2,2,3,B,1@0000000000000,2*55\n')
  await waitFor(async () => (await nmea.metric('lines_total', { outcome: 'partial' })) === 2)
  expect(nmea.taken).toEqual([])
})

test('UDP: several lines in a datagram, several senders, a last line without its end', async () => {
  const nmea = await anNmeaSide(['cape=udp-listen://127.0.0.1:0'])
  await sendDatagrams(nmea.port('cape'), [lines(0, 3), line(3).trimEnd()])
  await sendDatagrams(nmea.port('cape'), [line(4)])
  await waitFor(() => nmea.taken.length === 5)
  expect(await nmea.metric('dropped_datagrams_total', { source: 'cape' })).toBe(0)
})

test('Kafka away: TCP is not read on and nothing is lost', { timeout: 150_000 }, async () => {
  const nmea = await anNmeaSide(['cape=tcp-listen://127.0.0.1:0'], {
    limits: { inboxBytesMax: 100_000, batchBytesMax: 20_000 },
  })
  nmea.gate.isOpen = false
  const socket = await connectTo(nmea.port('cape'))
  const all = 200_000 // 14 MB: more than the inbox and both kernels' buffers hold.
  socket.end(lines(0, all))
  await waitFor(() => nmea.gate.refused > 3)
  expect(socket.writableLength).toBeGreaterThan(0)
  expect(await nmea.metric('waiting_bytes', { source: 'cape' })).toBeLessThan(200_000)
  nmea.gate.isOpen = true
  await waitFor(() => nmea.taken.length === all, { timeoutMs: 120_000, what: 'all lines' })
  expect(new Set(nmea.times()).size).toBe(all)
})

test('Kafka away: UDP is lost beyond the inbox, counted and said loudly; what was taken is kept', async () => {
  const nmea = await anNmeaSide(['cape=udp-listen://127.0.0.1:0'], {
    limits: { inboxBytesMax: 2_000, batchBytesMax: 500 },
  })
  nmea.gate.isOpen = false
  await sendDatagrams(
    nmea.port('cape'),
    Array.from({ length: 100 }, (_, n) => line(n)),
  )
  await waitFor(async () => (await nmea.metric('bytes_total', { source: 'cape' })) === lines(0, 100).length)
  const dropped = await nmea.metric('dropped_datagrams_total', { source: 'cape' })
  expect(dropped).toBeGreaterThan(50)
  expect(nmea.events('nmea.dropping')).toMatchObject([{ level: 'error', source: 'cape', datagrams: 1 }])
  nmea.gate.isOpen = true
  await waitFor(() => nmea.taken.length === 100 - dropped)
  await sendDatagrams(nmea.port('cape'), [line(200)])
  await waitFor(() => nmea.taken.length === 101 - dropped)
  expect(nmea.events('nmea.dropped')).toMatchObject([{ level: 'warn', datagrams: dropped }])
})

test('a line that waited for Kafka keeps the time at which it came', async () => {
  const nmea = await anNmeaSide(['cape=tcp-listen://127.0.0.1:0'])
  nmea.gate.isOpen = false
  const socket = await connectTo(nmea.port('cape'))
  socket.write(`!AIVDM,1,1,,B,${PAYLOAD},0*5C\n`)
  await waitFor(() => nmea.gate.refused > 3)
  nmea.gate.isOpen = true
  await waitFor(() => nmea.taken.length === 1)
  expect(nmea.times()).toEqual(['2026-11-23T09:29:15.000Z'])
})

test('only those named may send', async () => {
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
  expect(nmea.events('nmea.unwelcome')).toHaveLength(1)
  expect(nmea.taken).toEqual([])
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

test('a receiver is connected to, and again when it comes back', { timeout: 30_000 }, async () => {
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

test('a receiver that has gone quiet is connected to anew', async () => {
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

test('when it stops, what has been read is delivered', async () => {
  const nmea = await anNmeaSide(['cape=tcp-listen://127.0.0.1:0'])
  const socket = await connectTo(nmea.port('cape'))
  nmea.gate.isOpen = false
  socket.write(lines(0, 10))
  await waitFor(() => nmea.gate.refused > 0)
  setTimeout(() => {
    nmea.gate.isOpen = true
  }, 100)
  await nmea.close()
  expect(nmea.taken).toHaveLength(10)
})

test('when it stops and Kafka does not come back in time, what is lost is said', async () => {
  const nmea = await anNmeaSide(['cape=tcp-listen://127.0.0.1:0'], { limits: { stoppingMsMax: 50 } })
  const socket = await connectTo(nmea.port('cape'))
  nmea.gate.isOpen = false
  socket.write(lines(0, 10))
  await waitFor(() => nmea.gate.refused > 0)
  await nmea.close()
  expect(nmea.events('nmea.lost')).toMatchObject([{ level: 'error', source: 'cape' }])
})

test('a call for help is said once', async () => {
  const nmea = await anNmeaSide(['cape=tcp-listen://127.0.0.1:0'])
  const socket = await connectTo(nmea.port('cape'))
  // Type 1 of MMSI 970512001, status 14.
  const sentence = '!AIVDM,1,1,,A,1>MSFPNP00<LqMidD:D00?v:0000,0*37\n'
  socket.write(sentence + sentence)
  await waitFor(async () => (await nmea.metric('messages_total', { source: 'cape', outcome: 'sart' })) === 2)
  expect(nmea.events('nmea.distress')).toHaveLength(1)
})
