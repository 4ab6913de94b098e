import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { parseObservation } from '@landfall/contracts'
import { deriveObservationId } from '@landfall/contracts/hashes'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { makeXlsx, makeZip, type XlsxCell } from '../testing/make-xlsx.ts'
import { runInProcess } from '../testing/run-in-process.ts'
import { startScriptedIngest } from '../testing/start-scripted-ingest.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'landfall-counts-'))
})
afterAll(() => rm(folder, { recursive: true }))

const file = async (name: string, content: string | Buffer): Promise<string> => {
  const path = join(folder, name)
  await writeFile(path, content)
  return path
}

type Said = Readonly<Record<string, unknown>>

const dry = async (path: string, ...options: readonly string[]) => {
  const { code, stdout, stderr } = await runInProcess(['report', 'counts', path, '--dry-run', ...options])
  const sent = stdout.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line) as Said]))
  return { code, sent, stderr: stderr.replaceAll(`${folder}/`, '') }
}

const HEADING = 'craft,time,aboard,permitted,not permitted,method'
const ROW = 'mmsi:512000123,2026-11-23T09:30:00Z,33,2,31,headcount'
const REPORT = {
  type: 'persons',
  craftId: 'mmsi:512000123',
  observedAt: '2026-11-23T09:30:00.000Z',
  source: { id: 'counts', kind: 'manual' },
  exercise: true,
  method: 'headcount',
  aboard: 33,
  permitted: 2,
  notPermitted: 31,
}

describe('a row of CSV is a report', () => {
  test.each<readonly [string, string | Buffer, readonly string[]]>([
    ['as it is', `${HEADING}\n${ROW}\n`, []],
    ['gzipped', gzipSync(`${HEADING}\n${ROW}`), []],
    ['UTF-16 with semicolons and CR', Buffer.from(`\ufeff${HEADING}\r${ROW}`.replaceAll(',', ';'), 'utf16le'), []],
    ['with tabs', `${HEADING}\n${ROW}`.replaceAll(',', '\t'), []],
    ['with the separator that Excel names', `sep=|\n${HEADING}\n${ROW}`.replaceAll(',', '|'), []],
    [
      'below a title, with quotes over lines',
      `"Counts, of\nNovember"\n\n${HEADING}\n${ROW.replace('headcount', '"headcount"')}`,
      [],
    ],
    [
      'mmsi and imo, day and time apart',
      'MMSI,IMO,Date,Time,POB,Permitted,Not permitted,Method\n512000123,9074729,23/11/2026,09:30,33,2,31,Headcount',
      [],
    ],
    ['an offset', `${HEADING}\n${ROW.replace('09:30:00Z', '22:30+13:00')}`, []],
    [
      'what is the same for all by options',
      'aboard,permitted,not permitted\n33,2,31',
      ['--craft', 'mmsi:512000123', '--time', '2026-11-23 09:30', '--method', 'headcount'],
    ],
  ])('%s', async (_, content, options) => {
    const { code, sent, stderr } = await dry(await file('one.csv', content), ...options)
    expect(sent, stderr).toEqual([{ ...REPORT, observationId: expect.any(String) }])
    expect(code).toBe(0)
  })

  test('ranges and least numbers are intervals, an empty cell is not known, a place comes along', async () => {
    const rows = 'mmsi:1,2026-11-23 09:30,10-12,,,sighting,174.48,-36.99\nmmsi:2,2026-11-23 09:30,30+,0,,estimate,,'
    const { sent } = await dry(await file('ranges.csv', `${HEADING},lon,lat\n${rows}`))
    expect(sent).toMatchObject([
      { aboard: { min: 10, max: 12 }, longitude: 174.48, latitude: -36.99 },
      { aboard: { min: 30, max: null }, permitted: 0 },
    ])
    expect(sent[0]).not.toHaveProperty('permitted')
    expect(sent[1]).not.toHaveProperty('notPermitted')
  })

  test('a mapping says what the columns are called', async () => {
    const mapping = await file('mapping.json', '{"craft": "Vessel", "aboard": "Souls", "time": "Seen at"}')
    const path = await file('mapped.csv', 'Vessel,Souls,Seen at,Time\ntrack:a-1,5,2026-11-23 09:30,noon')
    const { code, sent } = await dry(path, '--mapping', mapping, '--method', 'sighting')
    expect(sent).toMatchObject([{ craftId: 'track:a-1', aboard: 5, observedAt: '2026-11-23T09:30:00.000Z' }])
    expect(code).toBe(0)
  })
})

test('a row that repeats is the same report: its id is the one that ingest derives', async () => {
  const path = await file('twice.csv', `${HEADING}\n${ROW}\n${ROW.replace('T09:30:00Z', ' 09:30')}`)
  const { code, sent, stderr } = await dry(path)
  const [{ observationId, ...posted } = {}] = sent
  const read = parseObservation(posted)
  expect(sent).toHaveLength(1)
  expect(observationId).toBe(read.ok && deriveObservationId(read.observation))
  expect(stderr).toContain('2 rows in')
  expect(stderr).toContain('1 reports accepted, 0 refused, 1 repeated')
  expect(code).toBe(0)
})

describe('a row that is refused names field, value and remedy, and the others are sent', () => {
  test.each<readonly [string, string]>([
    [
      '512000123,2026-11-23T09:30:00Z,3,,,headcount',
      'craft "512000123": must be scheme:value, as mmsi:512000123 or track:radar3-8841; for an MMSI mmsi:512000123, or call the column mmsi',
    ],
    [
      ',2026-11-23T09:30:00Z,3,,,headcount',
      'craft: is missing; name it in the row (craft, mmsi or imo), or by --craft',
    ],
    [
      'mmsi:1,23 November,3,,,headcount',
      'time "23 November": must be a day and a time, as 2026-11-23 09:30; UTC, or with an offset, as +13:00',
    ],
    ['mmsi:1,2026-11-23,3,,,headcount', 'time "2026-11-23": has no time of day; write it as 2026-11-23 09:30'],
    [
      'mmsi:1,03/11/2026 09:30,3,,,headcount',
      'time "03/11/2026 09:30": may have the day or the month first; say which with --date-order dmy or mdy',
    ],
    ['mmsi:1,,3,,,headcount', 'time: is missing; say it in the row, as 2026-11-23 09:30, or by --time'],
    [
      'mmsi:1,2026-11-23T09:30Z,about 12,,,headcount',
      'aboard "about 12": must be a whole number (12), a range (10-12) or a least number (30+); leave it empty where it is not known',
    ],
    ['mmsi:1,2026-11-23T09:30Z,,,,headcount', 'aboard: is missing; everyone who came on the craft'],
    [
      'mmsi:1,2026-11-23T09:30Z,0,,,headcount',
      'aboard 0: must not be 0: aboard is everyone who came on this craft, ashore or not; report an empty craft as a position',
    ],
    [
      'mmsi:1,2026-11-23T09:30Z,3,2,2,headcount',
      'aboard 3: must hold all: permitted.min + notPermitted.min is 4, aboard.max is 3',
    ],
    ['mmsi:1,2026-11-23T09:30Z,3,#REF!,,headcount', 'permitted "#REF!": is the error of a formula; mend the formula'],
    [
      'mmsi:1,2026-11-23T09:30Z,3,,,guess',
      'method "guess": must be one of headcount, sighting, manifest, estimate, intelligence',
    ],
    ['mmsi:1,2026-11-23T09:30Z,3,,,', 'method: is missing; say how they were counted, in the row or by --method'],
    ['mmsi:1,2026-11-23T09:30Z,3', 'columns 3: the heading has 6; is the line cut off?'],
  ])('%s', async (row, reason) => {
    const { code, sent, stderr } = await dry(
      await file('refused.csv', `${HEADING}\n${row}\n${ROW.replace('23T', '10T')}`),
    )
    expect(stderr).toContain(`refused.csv: line 2 refused: ${reason}\n`)
    expect(sent).toHaveLength(1)
    expect(code).toBe(1)
  })

  test('by the service too, with the row; --json lists them', async () => {
    await using ingest = await startScriptedIngest({
      refuse: ({ craftId }) => (craftId === 'mmsi:2' ? 'craftId "mmsi:2": no' : undefined),
    })
    const path = await file(
      'sent.csv',
      `${HEADING}\n${ROW}\n${ROW.replace('mmsi:512000123', 'mmsi:2')}\n${ROW.replace('33', 'x')}`,
    )
    const { code, stdout } = await runInProcess([
      'report',
      'counts',
      path,
      '--url',
      ingest.url,
      '--json',
      '--real',
      '--source',
      'patrol-7',
    ])
    expect(JSON.parse(stdout)).toMatchObject({
      read: 3,
      accepted: 1,
      reports: 2,
      refused: 2,
      refusals: expect.arrayContaining([
        { file: path, row: 3, field: 'craftId', reason: 'craftId "mmsi:2": no' },
        { file: path, row: 4, field: 'aboard', reason: expect.stringContaining('aboard "x": must be') },
      ]),
    })
    expect(ingest.taken).toMatchObject([{ exercise: false, source: { id: 'patrol-7' } }])
    expect(code).toBe(1)
  })
})

describe('a file that cannot be used is refused whole, and nothing of it is sent', () => {
  test.each<readonly [string, string | Buffer, readonly string[], number, string]>([
    ['empty.csv', '', [], 65, 'empty.csv: is empty'],
    ['none.csv', `${HEADING}\n`, [], 1, 'nothing was sent: there are no rows below the heading'],
    [
      'heading.csv',
      'craft,time\nmmsi:1,2',
      [],
      65,
      'heading.csv: none of its 2 rows is a heading with aboard (line 1 has craft, time alone)',
    ],
    [
      'two.csv',
      'craft,time,aboard,POB\n',
      [],
      65,
      'two.csv: line 1: 2 columns may be aboard\n  say which with --mapping FILE: {"aboard": "its title"}',
    ],
    ['quote.csv', `${HEADING}\n"${ROW}`, [], 65, 'quote.csv: line 2: a quotation mark is not closed within 100 lines'],
    [
      'days.csv',
      `${HEADING}\nmmsi:1,13/11/2026 09:30,3,,,\nmmsi:1,11/13/2026 09:30,3,,,`,
      [],
      65,
      'days.csv: its dates have no one order: line 2 has the day first, line 3 the month',
    ],
    [
      'xls',
      Buffer.from('d0cf11e0a1b11ae1ffff', 'hex'),
      [],
      65,
      'xls: is an old workbook (.xls), or one with a password\n  save it as .xlsx',
    ],
    ['some.zip', makeZip({ 'a.txt': 'a' }), [], 65, 'some.zip: is a zip, but no Excel workbook'],
    [
      'tables.tar.gz',
      gzipSync(Buffer.concat([Buffer.alloc(257), Buffer.from('ustar'), Buffer.alloc(300)])),
      [],
      65,
      'is a tar archive: tar -xOf tables.tar.gz | landfall report counts -',
    ],
    ['sheet.csv', `${HEADING}\n${ROW}`, ['--sheet', '2'], 2, '--sheet 2: sheet.csv is CSV and has no sheets'],
  ])('%s', async (name, content, options, expected, message) => {
    const { code, sent, stderr } = await dry(await file(name, content), ...options)
    expect(stderr).toContain(message)
    expect({ code, sent }).toEqual({ code: expected, sent: [] })
  })

  test.each<readonly [string, number, string]>([
    ['{"craft": "Vessel"', 65, 'mapping.json: is not JSON: '],
    [
      '{"vessel": "Vessel"}',
      65,
      'mapping.json: vessel "Vessel": is not a field of this mapping; fields: craft, mmsi, imo',
    ],
    ['{"craft": 1}', 65, 'mapping.json: craft 1: must be a string'],
  ])('the mapping %s', async (text, expected, message) => {
    const { code, stderr } = await dry(await file('a.csv', ROW), '--mapping', await file('mapping.json', text))
    expect(stderr).toContain(message)
    expect(code).toBe(expected)
  })

  test('an option and a column that do not agree are refused by row', async () => {
    const { stderr } = await dry(await file('both.csv', `${HEADING}\n${ROW}`), '--craft', 'mmsi:1')
    expect(stderr).toContain('craft "mmsi:512000123": is another craft than mmsi:1; name one')
  })

  test('rows, columns and lines have limits', async () => {
    const rows = await dry(await file('rows.csv', `${HEADING}\n${`${ROW}\n`.repeat(100_000)}`))
    expect(rows.stderr).toContain('rows.csv: has more than 100000 rows\n  split it into several files')
    const cells = await dry(await file('cells.csv', `${HEADING}${',x'.repeat(1_000)}\n${ROW}`))
    expect(cells.stderr).toContain('cells.csv: line 1: has more than 1000 cells\n  delete the columns')
    const line = await dry(await file('line.csv', `${HEADING}\n${'x'.repeat(65_537)}`))
    expect(line.stderr).toContain('line.csv: line 2: is longer than 65536 characters')
    const bytes = await dry(await file('bytes.csv.gz', gzipSync(Buffer.alloc(32 * 1_048_576 + 1, 'x'))))
    expect(bytes.stderr).toContain('bytes.csv.gz: has more than 33554432 bytes\n  split it')
    expect([rows, cells, line, bytes].map(({ code }) => code)).toEqual([65, 65, 65, 65])
  })
})

describe('a list of people is one report of how many they are', () => {
  const LIST =
    'No.,Family name,Given names,Nationality\n1,Quillfeather,Odalys,NZ\n2,Brandywine-Ochoa,Peregrine,XX\n3,,,\n'
  const NAMES = ['Quillfeather', 'Odalys', 'Brandywine', 'Peregrine']
  const WHOSE = ['--list', '--craft', 'mmsi:512000123', '--time', '2026-11-23T09:30Z'] as const

  test('several files are one list', async () => {
    const rows: readonly (readonly XlsxCell[])[] = [['Crew list'], ['Surname', 'Rank'], ['Quillfeather', 'Master']]
    const crew = await file('crew.xlsx', makeXlsx({ rows }))
    const { code, sent } = await dry(await file('list.csv', LIST), crew, ...WHOSE)
    expect(sent).toMatchObject([
      { aboard: 3, method: 'manifest', source: { kind: 'declaration' }, craftId: 'mmsi:512000123' },
    ])
    expect(code).toBe(0)
  })

  test('craft and time may be in columns, the same in all rows', async () => {
    const path = await file(
      'own.csv',
      'MMSI,Time,Name\n512000123,2026-11-23 09:30,A\n,,B\n512000123,2026-11-23 09:30,C\n',
    )
    expect((await dry(path, '--list')).sent).toMatchObject([{ aboard: 3, observedAt: '2026-11-23T09:30:00.000Z' }])
  })

  test.each<readonly [string, readonly string[], string]>([
    [`${LIST},,Total,2`, WHOSE, 'line 5 refused: name: looks like a sum and not like a person; delete the row'],
    [
      `${LIST}4,,Odalys,NZ`.replace('Family name,Given names', 'Family name,Called'),
      WHOSE,
      'line 5 refused: name: is missing, and the row is not empty',
    ],
    ['Name\nOdalys', ['--list'], 'craft: is missing; say whose list it is by --craft, as mmsi:512000123'],
    [
      'Name,MMSI,Time\nOdalys,1,2026-11-23 09:30\nPeregrine,2,2026-11-23 09:30',
      ['--list'],
      'line 3 refused: mmsi "2": is another craft than mmsi:000000001; name one; one list is of one craft',
    ],
    [
      'Name,MMSI,Time\nOdalys,1,2026-11-23 09:30\nPeregrine,1,2026-11-23 10:30',
      ['--list'],
      'line 3 refused: time 2026-11-23T10:30:00.000Z: is another than in the rows before',
    ],
    // A column that turns out to be names.
    [
      'Surname,Craft,Time\nX,Odalys Quillfeather,Peregrine',
      ['--list'],
      'line 2 refused: craft (text of 19 characters): must be scheme:value',
    ],
    ['Odalys,Quillfeather\nPeregrine,Brandywine', WHOSE, 'none of its 2 rows is a heading with person'],
    ['"Odalys Quillfeather', WHOSE, 'a quotation mark is not closed'],
  ])('nothing is sent where a row is refused, and no name is shown: %#', async (text, options, message) => {
    const { code, sent, stderr } = await dry(await file('names.csv', text), ...options)
    expect(stderr).toContain(message)
    for (const name of NAMES) expect(stderr).not.toContain(name)
    expect(sent).toEqual([])
    expect(code).toBeGreaterThan(0)
  })

  test('no name leaves the process: not in what is sent, not in what is said, and no file is written', async () => {
    await using ingest = await startScriptedIngest()
    const before = await readdir(folder)
    const path = await file('people.csv', LIST)
    const { code, stdout, stderr } = await runInProcess([
      'report',
      'counts',
      path,
      ...WHOSE,
      '--url',
      ingest.url,
      '--json',
    ])
    expect(code).toBe(0)
    const said = `${JSON.stringify(ingest.taken)}${stdout}${stderr}`
    for (const name of NAMES) expect(said).not.toContain(name)
    expect(await readdir(folder)).toEqual([...new Set([...before, 'people.csv'])].toSorted())
  })
})
