import type { ObservationInput } from '@landfall/contracts'
import { describe, expect, test } from 'vitest'
import { csvFormat } from './csv-format.ts'
import type { RecordingRow } from './recording-format.ts'

const CLASSIC =
  'MMSI,BaseDateTime,LAT,LON,SOG,COG,Heading,VesselName,IMO,CallSign,VesselType,Status,Length,Width,Draft,Cargo,TransceiverClass'
const FROM_2025 =
  'mmsi,base_date_time,longitude,latitude,sog,cog,heading,vessel_name,imo,call_sign,vessel_type,status,length,width,draft,cargo,transceiver'
const DANISH =
  '# Timestamp,Type of mobile,MMSI,Latitude,Longitude,Navigational status,ROT,SOG,COG,Heading,IMO,Callsign,Name,Ship type,Cargo type,Width,Length,Type of position fixing device,Draught,Destination,ETA,Data source type,A,B,C,D'

const source = { id: 'replay', kind: 'ais' as const }

const reader = (heading: string) => {
  if (!csvFormat.matches(heading)) throw new Error('not a heading')
  return csvFormat.open(heading, { sourceId: null, exercise: true, assumeMs: undefined })
}
const observations = (row: RecordingRow): readonly ObservationInput[] => {
  if (row.kind !== 'observations') throw new Error(JSON.stringify(row))
  return row.observations
}

test('the classic layout of MarineCadastre', () => {
  const row = reader(CLASSIC)(
    '367379190,2022-01-03T00:00:08,30.3706,-88.56408,4.5,336.2,331,EAGLE,IMO9074729,WTD4583,31,0,28,11,3.3,52,A',
  )
  const common = { craftId: 'mmsi:367379190', observedAt: '2022-01-03T00:00:08.000Z', source, exercise: true }
  expect(observations(row)).toEqual([
    {
      type: 'position',
      ...common,
      longitude: -88.56408,
      latitude: 30.3706,
      speedKnots: 4.5,
      courseDegrees: 336.2,
      headingDegrees: 331,
    },
    { type: 'craft', ...common, name: 'EAGLE', callSign: 'WTD4583', imo: '9074729', shipType: 31, lengthMetres: 28 },
  ])
})

test('the layout from 2025: other names, other order, a blank in the time', () => {
  const row = reader(FROM_2025)(
    '368382440,2025-12-31 23:59:59,-76.43,36.96,4.7,321.6,327,PATRICIA B. MORAN,,WDP7519,52,0,26,11,5.3,,A',
  )
  expect(observations(row)[0]).toMatchObject({
    craftId: 'mmsi:368382440',
    observedAt: '2025-12-31T23:59:59.000Z',
    longitude: -76.43,
    latitude: 36.96,
  })
})

test('the Danish layout: the day first, words for what is not known', () => {
  const read = reader(DANISH)
  const row = read(
    '03/02/2023 00:00:01,Class A,219000002,55.7,12.6,Under way using engine,0.0,12.3,45.0,Unknown,Unknown,OXYZ,ÆRØ,Passenger,,16,120,GPS,5.1,,,AIS,60,60,8,8',
  )
  expect(observations(row)).toMatchObject([
    { observedAt: '2023-02-03T00:00:01.000Z', longitude: 12.6, latitude: 55.7, speedKnots: 12.3, courseDegrees: 45 },
    { name: 'ÆRØ', callSign: 'OXYZ', shipType: 'Passenger', lengthMetres: 120 },
  ])
  expect(observations(row)[0]).not.toHaveProperty('headingDegrees')
  expect(read('03/02/2023 00:00:01,Base Station,2190064,56.7,11.5,,,,,,,,,,,,,,,,,,,,,')).toMatchObject({
    kind: 'refused',
    code: 'not-a-craft',
  })
})

const SHORT = 'MMSI,BaseDateTime,LAT,LON,SOG,COG,Heading,VesselName,IMO,VesselType,Length'
const shortRow = (changed: Partial<Record<string, string>>): string => {
  const cells: Record<string, string> = {
    MMSI: '512000123',
    BaseDateTime: '2022-01-03T00:00:00',
    LAT: '-35.1',
    LON: '174.1',
    SOG: '',
    COG: '',
    Heading: '',
    VesselName: '',
    IMO: '',
    VesselType: '',
    Length: '',
    ...changed,
  }
  return SHORT.split(',')
    .map((name) => cells[name])
    .join(',')
}

describe('values', () => {
  test.each<readonly [column: string, cell: string, field: string, value: unknown]>([
    ['COG', '0', 'courseDegrees', 0],
    ['COG', '359.9', 'courseDegrees', 359.9],
    ['COG', '360.0', 'courseDegrees', undefined], // Not available.
    ['COG', '-204.8', 'courseDegrees', 204.8], // Kept in twelve bits with a sign: 409.6 less.
    ['COG', '-49.7', 'courseDegrees', 359.9],
    ['COG', '-49.6', 'courseDegrees', undefined], // 360.0 again.
    ['COG', '204.7', 'courseDegrees', 204.7],
    ['COG', '409.5', 'courseDegrees', undefined],
    ['COG', 'x', 'courseDegrees', undefined],
    ['Heading', '511', 'headingDegrees', undefined],
    ['Heading', '511.0', 'headingDegrees', undefined],
    ['Heading', '0', 'headingDegrees', 0],
    ['Heading', '359', 'headingDegrees', 359],
    ['Heading', '360', 'headingDegrees', undefined],
    ['Heading', '-1', 'headingDegrees', undefined],
    ['SOG', '0', 'speedKnots', 0],
    ['SOG', '102.2', 'speedKnots', 102.2],
    ['SOG', '102.3', 'speedKnots', undefined],
    ['SOG', '-51.2', 'speedKnots', 51.2],
    ['SOG', '-0.1', 'speedKnots', undefined], // 102.3 again.
  ])('%s %s', (column, cell, field, value) => {
    const [position] = observations(reader(SHORT)(shortRow({ [column]: cell })))
    expect(position).toHaveProperty('type', 'position')
    if (value === undefined) expect(position).not.toHaveProperty(field)
    else expect(position).toHaveProperty(field, value)
  })

  test.each<readonly [column: string, cell: string, field: string, value: unknown]>([
    ['VesselName', '  EAGLE ', 'name', 'EAGLE'],
    ['VesselName', '"EAGLE, THE"', 'name', 'EAGLE, THE'],
    ['VesselName', '"THE ""EAGLE"""', 'name', 'THE "EAGLE"'],
    ['IMO', 'IMO9074729', 'imo', '9074729'],
    ['IMO', '9074729', 'imo', '9074729'],
    ['IMO', 'IMO9074728', 'imo', undefined], // The check digit is wrong.
    ['IMO', 'IMO929709600', 'imo', undefined],
    ['IMO', 'IMO0000000', 'imo', undefined],
    ['VesselType', '70', 'shipType', 70],
    ['VesselType', '0', 'shipType', undefined],
    ['VesselType', '1004', 'shipType', undefined],
    ['Length', '28', 'lengthMetres', 28],
    ['Length', '0', 'lengthMetres', undefined],
    ['Length', '-3', 'lengthMetres', undefined],
  ])('%s %s', (column, cell, field, value) => {
    const name = column === 'VesselName' ? {} : { VesselName: 'X' }
    const [, craft] = observations(reader(SHORT)(shortRow({ ...name, [column]: cell })))
    if (value === undefined) expect(craft).not.toHaveProperty(field)
    else expect(craft).toHaveProperty(field, value)
  })
})

describe('a distress device is a call for help, whatever its station is called', () => {
  const place = { longitude: -89.9977, latitude: 29.82391 }
  test.each<readonly [mmsi: string, status: string, station: string, expected: object]>([
    ['972971214', '14', 'A', { device: 'mob', test: false, ...place }],
    ['970000001', '', '', { device: 'sart', test: false, ...place }],
    ['974000001', '15', 'A', { device: 'epirb', test: true, ...place }],
  ])('%s with status %s, class %s', (mmsi, status, station, expected) => {
    const row = reader(CLASSIC)(
      `${mmsi},2022-01-03T00:00:10,29.82391,-89.9977,17.2,191.3,511,X,,,,${status},,,,,${station}`,
    )
    const common = { craftId: `mmsi:${mmsi}`, observedAt: '2022-01-03T00:00:10.000Z', source, exercise: true }
    expect(observations(row)).toEqual([{ type: 'distress', ...common, ...expected }])
  })

  test('in the Danish words, and without a place', () => {
    const read = reader(DANISH)
    const row = (status: string) =>
      read(`03/02/2023 00:00:01,Man Overboard Device,972000001,91.0,0.0,${status},,,,,,,,,,,,,,,,,,,,`)
    const found = (status: string) => observations(row(status))[0]
    expect(found('AIS-SART (active)')).toMatchObject({ type: 'distress', device: 'mob', test: false })
    expect(found('AIS-SART (active)')).not.toHaveProperty('latitude')
    expect(found('Unknown value')).toMatchObject({ test: true })
  })
})

describe('refusals', () => {
  test.each<readonly [changed: Partial<Record<string, string>>, code: string, reason: string]>([
    [{ LAT: '91' }, 'latitude', 'latitude "91": must be a number from -90 to 90'],
    [{ LON: '181' }, 'longitude', 'longitude "181": must be a number from -180 to 180'],
    [{ LON: '' }, 'longitude', 'longitude "": must be a number from -180 to 180'],
    [{ LON: '1e2' }, 'longitude', 'longitude "1e2": must be a number from -180 to 180'],
    [
      { BaseDateTime: '2022-02-30T00:00:00' },
      'time',
      'time "2022-02-30T00:00:00": must be a time that exists, as 2022-01-03T00:00:08Z, 20220103_000008, 03/01/2022 00:00:08 or in epoch seconds',
    ],
    [
      { BaseDateTime: '2022-01-03' },
      'time',
      'time "2022-01-03": must be a time that exists, as 2022-01-03T00:00:08Z, 20220103_000008, 03/01/2022 00:00:08 or in epoch seconds',
    ],
    [
      { BaseDateTime: '2022-01-03T00:00:00+15:00' },
      'time',
      'time "2022-01-03T00:00:00+15:00": must be a time that exists, as 2022-01-03T00:00:08Z, 20220103_000008, 03/01/2022 00:00:08 or in epoch seconds',
    ],
    [{ MMSI: '' }, 'mmsi', 'MMSI "": must be at most ten digits'],
    [{ MMSI: '10722113520' }, 'mmsi', 'MMSI "10722113520": must be at most ten digits'],
    [{ MMSI: '993669884' }, 'not-a-craft', 'MMSI 993669884: is an aid to navigation, not a craft that arrives'],
    [{ MMSI: '993672072' }, 'not-a-craft', 'MMSI 993672072: is an aid to navigation, not a craft that arrives'],
    [{ MMSI: '979000001' }, 'not-a-craft', 'MMSI 979000001: is a radio device, not a craft that arrives'],
    [{ VesselName: '"EAGLE' }, 'columns', 'a quotation mark is not closed'],
    [{ VesselName: 'EAGLE, THE' }, 'columns', '12 columns, the heading has 11'],
  ])('%j', (changed, code, reason) => {
    expect(reader(SHORT)(shortRow(changed))).toEqual({ kind: 'refused', code, reason })
  })

  test('a truncated last line is refused, even if what is there could be read', () => {
    expect(reader(SHORT)('512000123,2022-01-03T00:00:00,-35.1,17')).toEqual({
      kind: 'refused',
      code: 'columns',
      reason: '4 columns, the heading has 11',
    })
  })
})

test('a craft record is sent when the craft is new or its data change, not with every position', () => {
  const read = reader(SHORT)
  const kinds = [
    shortRow({ VesselName: 'A' }),
    shortRow({ VesselName: 'A' }),
    shortRow({ VesselName: 'B' }),
    shortRow({ VesselName: 'B', MMSI: '512000124' }),
    shortRow({}),
  ].map((line) => observations(read(line)).map(({ type }) => type))
  expect(kinds).toEqual([
    ['position', 'craft'],
    ['position'],
    ['position', 'craft'],
    ['position', 'craft'],
    ['position'],
  ])
})

test.each(['', '\r', '   '])('an empty line %j is nothing', (line) => {
  expect(reader(SHORT)(line)).toEqual({ kind: 'nothing', code: 'empty line' })
})

test.each(['MMSI,LAT,LON', 'a,b,c', '512000123,2022-01-03T00:00:00,-35.1,174.1'])('%s is no heading', (line) => {
  expect(csvFormat.matches(line)).toBe(false)
})

test.each(['0', '3669884', '51200012', '1072211352'])('a number that nobody assigned is a craft’s: %s', (MMSI) => {
  expect(reader(SHORT)(shortRow({ MMSI }))).toMatchObject({
    kind: 'observations',
    observations: [{ craftId: `mmsi:${MMSI.padStart(9, '0')}` }],
  })
})
