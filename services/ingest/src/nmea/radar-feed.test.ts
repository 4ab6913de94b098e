import { waitFor } from '@landfall/testkit'
import { expect, test } from 'vitest'
import { anNmeaSide, connectTo, line } from '../testing/an-nmea-side.ts'

const sentence = (body: string): string => {
  const sum = [...body].reduce((all, one) => all ^ one.charCodeAt(0), 0)
  return `$${body}*${sum.toString(16).toUpperCase().padStart(2, '0')}\r\n`
}
const RMC = sentence('GPRMC,093000,A,3424.120,S,17303.060,E,8.0,271.5,231126,,,A')
const ttm = (time: string, status = 'T') =>
  sentence(`RATTM,07,12.00,045.0,T,10.5,270.0,T,1.20,8.5,N,,${status},,${time},A`)

test('a radar and AIS on one connection; its tracks go on when the connection comes back', async () => {
  const nmea = await anNmeaSide(['bridge=tcp-listen://127.0.0.1:0?kind=radar'])
  const first = await connectTo(nmea.port('bridge'))
  first.end(RMC + ttm('093000') + line(0) + ttm('092958', 'L').replace('RATTM,07', 'RATTM,08'))
  await waitFor(() => nmea.taken.length === 3)
  const craftId = 'track:bridge-7-20261123093000'
  expect(nmea.taken).toMatchObject([
    { value: { type: 'position', craftId, source: { id: 'bridge', kind: 'radar' }, accuracyMetres: 449 } },
    { value: { craftId: 'mmsi:477553000', source: { id: 'bridge', kind: 'ais' } } },
    { kind: 'unreadable', reason: expect.stringContaining('checksum-wrong') },
  ])

  // Own ship is another matter: each connection says for itself where the radar is.
  const second = await connectTo(nmea.port('bridge'))
  second.write(ttm('093002') + RMC + ttm('093003') + ttm('093004', 'L') + ttm('093005', 'Q') + ttm('093006'))
  await waitFor(() => nmea.taken.length === 6)
  expect(nmea.taken.slice(3)).toMatchObject([
    { kind: 'unreadable', code: 'not-nmea', reason: expect.stringContaining('no RMC or GGA with a fix') },
    { value: { craftId, observedAt: '2026-11-23T09:30:03.000Z' } },
    { value: { craftId: 'track:bridge-7-20261123093006' } },
  ])
  const counted = async (name: string, labels: object) => await nmea.metric(name, { source: 'bridge', ...labels })
  expect([
    await counted('lines_total', { outcome: 'target' }),
    await counted('lines_total', { outcome: 'own-ship' }),
    await counted('refused_lines_total', { reason: 'own-position-unknown' }),
    await counted('messages_total', { outcome: 'observed' }),
    await counted('messages_total', { outcome: 'target-lost' }),
    await counted('messages_total', { outcome: 'target-acquiring' }),
    await counted('observations_total', { type: 'position' }),
  ]).toEqual([5, 2, 1, 4, 1, 1, 4])
})
