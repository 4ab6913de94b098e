import { describe, expect, test } from 'vitest'
import { makeXlsx, makeZip, type XlsxCell } from '../../testing/make-xlsx.ts'
import type { TableRow } from '../table/count-table.ts'
import { openWorkbook } from './open-workbook.ts'

const read = async (bytes: Buffer, sheet?: string): Promise<readonly TableRow[]> => {
  const rows = await openWorkbook({ bytes, name: 'x.xlsx', sheet })
  const all: TableRow[] = []
  for await (const row of rows()) all.push(row)
  return all
}

const cells = async (...row: readonly XlsxCell[]): Promise<readonly string[] | undefined> =>
  (await read(makeXlsx({ rows: [row], formats: ['yyyy-mm-dd hh:mm', 'yyyy-mm-dd', 'hh:mm'] })))[0]?.cells

test.each<readonly [what: string, cell: XlsxCell, text: string]>([
  ['a shared text', ' Tom & Jerry <3 ', 'Tom & Jerry <3'],
  ['a whole number', 33, '33'],
  ['a number with a fraction', 174.48, '174.48'],
  ['a number in scientific notation', ['', '<v>5.12000123E8</v>'], '512000123'],
  [
    'text in the cell',
    ['t="inlineStr"', '<is><r><t>mmsi:</t></r><r><t>1</t></r><rPh sb="0" eb="1"><t>x</t></rPh></is>'],
    'mmsi:1',
  ],
  ['a boolean', ['t="b"', '<v>1</v>'], 'TRUE'],
  ['what a formula came to', ['', '<f>SUM(A1:A3)</f><v>33</v>'], '33'],
  ['the text that a formula came to', ['t="str"', '<f>A1&amp;B1</f><v>mmsi:1</v>'], 'mmsi:1'],
  ['a formula that came to nothing', ['t="str"', '<f>A9</f><v></v>'], 'end'],
  ['the error of a formula', ['t="e"', '<f>1/0</f><v>#DIV/0!</v>'], '#DIV/0!'],
  ['a formula that nobody has worked out', ['', '<f>SUM(A1:A3)</f>'], '=?'],
  ['a date with a time', ['s="1"', '<v>46349.395833333336</v>'], '2026-11-23T09:30:00'],
  ['a day', ['s="2"', '<v>46349</v>'], '2026-11-23'],
  ['a time of day', ['s="3"', '<v>0.395833333333333</v>'], '09:30:00'],
  ['a date that a formula came to', ['s="1"', '<f>NOW()</f><v>46349.5</v>'], '2026-11-23T12:00:00'],
  ['an ISO date', ['t="d"', '<v>2026-11-23T09:30:00Z</v>'], '2026-11-23T09:30:00Z'],
  ['CDATA', ['t="str"', '<v><![CDATA[a<b]]></v>'], 'a<b'],
])('%s', async (_, cell, text) => {
  expect((await cells(cell, 'end'))?.find((found) => found !== '')).toBe(text)
})

test('empty rows are left out, empty cells are not, and rows have the numbers that the program shows', async () => {
  const rows: readonly (readonly XlsxCell[])[] = [[], [null, 'b', null, 'd'], [['s="0"', '']], ['a']]
  expect(await read(makeXlsx({ rows }))).toEqual([
    { number: 2, cells: ['', 'b', '', 'd'] },
    { number: 4, cells: ['a'] },
  ])
})

test('rows and cells without references count on; prefixes do not matter', async () => {
  const sheet =
    '<x:worksheet xmlns:x="y"><x:sheetData><x:row><x:c><x:v>1</x:v></x:c><x:c r="D1"><x:v>2</x:v></x:c><x:c><x:v>3</x:v></x:c></x:row><x:row><x:c><x:v>4</x:v></x:c></x:row></x:sheetData></x:worksheet>'
  expect(await read(makeXlsx({ rows: [], parts: { 'xl/worksheets/sheet1.xml': sheet } }))).toEqual([
    { number: 1, cells: ['1', '', '', '2', '3'] },
    { number: 2, cells: ['4'] },
  ])
})

test('the date system of 1904 is that of the workbook', async () => {
  const bytes = makeXlsx({ rows: [[['s="1"', '<v>44887.5</v>']]], formats: ['yyyy-mm-dd hh:mm'], is1904: true })
  expect((await read(bytes))[0]?.cells).toEqual(['2026-11-23T12:00:00'])
})

describe('sheets', () => {
  const bytes = makeXlsx({ rows: [['a']], sheets: ['Counts', '7'] })

  test.each(['Counts', '7', '1', '2'])('%s', async (sheet) => {
    expect(await read(bytes, sheet)).toHaveLength(1)
  })

  test('of several one must be named', async () => {
    const hint = 'say which with --sheet NAME or its number: 1 "Counts", 2 "7"'
    await expect(read(bytes)).rejects.toMatchObject({ message: 'x.xlsx: has 2 sheets', hint })
    await expect(read(bytes, 'Sums')).rejects.toMatchObject({ message: '--sheet Sums: x.xlsx has no such sheet', hint })
    await expect(read(bytes, '0')).rejects.toMatchObject({ hint })
  })
})

describe('what is broken or too much is refused, and no cell is shown', () => {
  const sheetOf = (sheetData: string): Buffer => {
    const sheet = `<worksheet><sheetData>${sheetData}</sheetData></worksheet>`
    return makeXlsx({ rows: [], parts: { 'xl/worksheets/sheet1.xml': sheet } })
  }
  const whole = makeXlsx({ rows: [['Odalys Quillfeather']] })
  const relations = (target: string) =>
    `<Relationships><Relationship Id="rId1" Type="a/officeDocument" Target="${target}"/></Relationships>`

  test.each<readonly [string, Buffer, RegExp]>([
    ['cut off', whole.subarray(0, whole.length - 30), /is not a whole workbook: /],
    [
      'a part that is missing',
      makeZip({ '_rels/.rels': relations('xl/workbook.xml') }),
      /is not a whole workbook: xl\/workbook.xml is missing/,
    ],
    ['binary', makeZip({ '_rels/.rels': relations('xl/workbook.bin') }), /is a binary workbook \(\.xlsb\)/],
    [
      'no workbook',
      makeZip({ mimetype: 'application/vnd.oasis.opendocument.spreadsheet' }),
      /is a zip, but no Excel workbook/,
    ],
    [
      'XML that is not closed',
      sheetOf('<row r="1"><c t="str"><v>Odalys'),
      /sheet1.xml: is not well-formed XML at line 1/,
    ],
    [
      'an entity of its own',
      makeXlsx({
        rows: [],
        parts: { 'xl/sharedStrings.xml': '<!DOCTYPE a [<!ENTITY o "Odalys">]><sst><si><t>&o;</t></si></sst>' },
      }),
      /sharedStrings.xml: is not well-formed XML/,
    ],
    [
      'a text that is not there',
      sheetOf('<row r="1"><c t="s"><v>7</v></c></row>'),
      /row 1: a cell refers to a text that is not there/,
    ],
    ['rows out of order', sheetOf('<row r="2"/><row r="1"/>'), /row 2: is followed by a row 1/],
    ['a row beyond the last', sheetOf('<row r="1048577"/>'), /is followed by a row 1048577/],
    ['a cell far out', sheetOf('<row r="1"><c r="XFD1"><v>1</v></c></row>'), /row 1: has more than 1000 cells/],
    [
      'a long cell',
      sheetOf(`<row r="1"><c t="str"><v>${'x'.repeat(32_768)}</v></c></row>`),
      /row 1: has a cell of more than 32767 characters/,
    ],
    ['many rows', sheetOf('<row><c><v>1</v></c></row>'.repeat(100_001)), /has more than 100000 rows/],
    [
      'many parts',
      makeZip(Object.fromEntries(Array.from({ length: 10_001 }, (_, index) => [`${index}`, '']))),
      /has more than 10000 parts/,
    ],
  ])('%s', async (_, bytes, message) => {
    const failed = read(bytes)
    await expect(failed).rejects.toThrow(message)
    await expect(failed).rejects.toMatchObject({ exitCode: 65, hint: expect.any(String) })
    await expect(failed).rejects.not.toThrow(/Odalys/)
  })

  test('a zip bomb: what it unpacks to is limited, whatever the zip says of it', async () => {
    const spaces = Buffer.concat([
      Buffer.from('<worksheet>'),
      Buffer.alloc(129 * 1_048_576, ' '),
      Buffer.from('</worksheet>'),
    ])
    const bomb = makeXlsx({ rows: [], parts: { 'xl/worksheets/sheet1.xml': spaces } })
    expect(bomb.length).toBeLessThan(400_000)
    await expect(read(bomb)).rejects.toThrow('x.xlsx: has more than 134217728 bytes when it is unpacked')
    const path = 'xl/worksheets/sheet1.xml'
    const lying = makeZip(
      { '_rels/.rels': relations('xl/workbook.xml'), [path]: ' '.repeat(10_000), 'xl/workbook.xml': '<workbook/>' },
      { 'xl/workbook.xml': 5 },
    )
    await expect(read(lying)).rejects.toThrow(/xl\/workbook.xml: is not a whole workbook: too many bytes in the stream/)
  })
})
