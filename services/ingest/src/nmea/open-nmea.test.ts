import { waitFor } from '@landfall/testkit'
import { expect, test } from 'vitest'
import { anNmeaSide, connectTo, line, lines, PAYLOAD, sendDatagrams } from '../testing/an-nmea-side.ts'
import { NMEA_LIMITS } from './nmea-limits.ts'

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

test('every valid line counts as activity of its source, from a craft or not', async () => {
  const nmea = await anNmeaSide(['cape=tcp-listen://127.0.0.1:0', 'drill=tcp-listen://127.0.0.1:0?exercise=true'])
  const cape = await connectTo(nmea.port('cape'))
  cape.write('what is this\n# note\n\n')
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

test('refused lines are rejected with line and reason; other lines are counted', async () => {
  const nmea = await anNmeaSide(['cape=tcp-listen://127.0.0.1:0'])
  const socket = await connectTo(nmea.port('cape'))
  const broken = `!AIVDM,1,1,,B,${PAYLOAD},0*5D`
  socket.end(['what is this', broken, '# note', '$GPZDA,114702.51,27,01,2012,,*66', line(0)].join('\n'))
  await waitFor(() => nmea.taken.length === 3)
  expect(nmea.taken.slice(0, 2)).toEqual([
    {
      kind: 'unreadable',
      code: 'not-nmea',
      sourceId: 'cape',
      text: 'what is this',
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

test('a message received over two connections of a source is one observation', async () => {
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
  expect(await nmea.metric('lines_total', { source: 'cape', outcome: 'empty' })).toBe(0)
})

test('while Kafka is away, TCP is not read further and nothing is lost', async () => {
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
  await waitFor(() => nmea.taken.length === all, { what: 'all lines' })
  expect(new Set(nmea.times()).size).toBe(all)
})

test('while Kafka is away, datagrams beyond the inbox are dropped, counted and logged; those inside are kept', async () => {
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

test('while Kafka is away, tiny chunks count towards the inbox too', async () => {
  const limits = { inboxBytesMax: 5_000, batchBytesMax: 500, connectionsMax: 8, stoppingMsMax: 50 }
  const nmea = await anNmeaSide(['u=udp-listen://127.0.0.1:0', 't=tcp-listen://127.0.0.1:0'], { limits })
  nmea.gate.isOpen = false
  await sendDatagrams(
    nmea.port('u'),
    Array.from({ length: 1_000 }, () => '!'),
  )
  await waitFor(async () => (await nmea.metric('bytes_total', { source: 'u' })) === 1_000)
  expect(await nmea.metric('dropped_datagrams_total', { source: 'u' })).toBeGreaterThan(800)

  // Connections that come and go leave their ends behind, until there is no room for more.
  const first = await connectTo(nmea.port('t'))
  first.end('!')
  await waitFor(async () => {
    const socket = await connectTo(nmea.port('t'))
    socket.end()
    return nmea.events('nmea.too-many-connections').length > 0
  })
  expect(await nmea.metric('waiting_bytes', { source: 't' })).toBeLessThan(10_000)
})

test('a flood of the shortest lines goes to Kafka in batches', async () => {
  const nmea = await anNmeaSide(['cape=tcp-listen://127.0.0.1:0'])
  const socket = await connectTo(nmea.port('cape'))
  socket.end('x\n'.repeat(100_000))
  await waitFor(() => nmea.taken.length === 100_000)
  expect(nmea.gate.longest).toBeLessThanOrEqual(NMEA_LIMITS.batchRecordsMax)
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

test('stopping delivers what has been read', async () => {
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

test('stopping logs what it could not deliver in time', async () => {
  const nmea = await anNmeaSide(['cape=tcp-listen://127.0.0.1:0'], { limits: { stoppingMsMax: 50 } })
  const socket = await connectTo(nmea.port('cape'))
  nmea.gate.isOpen = false
  socket.write(lines(0, 10))
  await waitFor(() => nmea.gate.refused > 0)
  await nmea.close()
  expect(nmea.events('nmea.lost')).toMatchObject([{ level: 'error', source: 'cape' }])
})

test('a distress device is logged once', async () => {
  const nmea = await anNmeaSide(['cape=tcp-listen://127.0.0.1:0'])
  const socket = await connectTo(nmea.port('cape'))
  // Type 1 of MMSI 970512001, status 14.
  const sentence = '!AIVDM,1,1,,A,1>MSFPNP00<LqMidD:D00?v:0000,0*37\n'
  socket.write(sentence + sentence)
  await waitFor(async () => (await nmea.metric('messages_total', { source: 'cape', outcome: 'observed' })) === 2)
  expect(nmea.events('nmea.distress')).toHaveLength(1)
})
