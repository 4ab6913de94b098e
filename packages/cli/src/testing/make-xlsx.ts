import { crc32, deflateRawSync } from 'node:zlib'

/** A cell as its attributes and its elements: `['t="s"', '<v>0</v>']`; a string or a number is written as a spreadsheet writes it. */
export type XlsxCell = string | number | null | readonly [attributes: string, elements: string]

type XlsxSpec = {
  readonly rows: readonly (readonly XlsxCell[])[]
  readonly sheets?: readonly string[]
  readonly is1904?: boolean
  /** Number formats of the styles 1, 2, …; 0 is General. */
  readonly formats?: readonly string[]
  /** Parts in place of the usual ones. */
  readonly parts?: Readonly<Record<string, string | Buffer>>
}

const MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const PACKAGE = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'

/** A workbook as a spreadsheet program saves it. All sheets have the same rows. */
export const makeXlsx = ({ rows, sheets = ['Sheet1'], is1904 = false, formats = [], parts = {} }: XlsxSpec): Buffer => {
  const strings: string[] = []
  const cell = (given: XlsxCell, at: string): string => {
    if (given === null) return ''
    if (typeof given === 'number') return `<c r="${at}"><v>${given}</v></c>`
    if (typeof given !== 'string') return `<c r="${at}" ${given[0]}>${given[1]}</c>`
    strings.push(given)
    return `<c r="${at}" t="s"><v>${strings.length - 1}</v></c>`
  }
  const sheetData = rows
    .map((cells, row) => {
      const inner = cells.map((given, column) => cell(given, `${String.fromCharCode(65 + column)}${row + 1}`)).join('')
      return `<row r="${row + 1}">${inner}</row>`
    })
    .join('')
  const relation = (id: number, type: string, target: string) =>
    `<Relationship Id="rId${id}" Type="${OFFICE}/${type}" Target="${target}"/>`
  const usual = {
    '_rels/.rels': `<Relationships ${PACKAGE}>${relation(1, 'officeDocument', 'xl/workbook.xml')}</Relationships>`,
    'xl/workbook.xml': `<workbook ${MAIN} xmlns:r="${OFFICE}"><workbookPr${is1904 ? ' date1904="1"' : ''}/><sheets>${sheets
      .map((name, index) => `<sheet name="${name}" sheetId="${index + 1}" r:id="rId1"/>`)
      .join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships ${PACKAGE}>${relation(1, 'worksheet', 'worksheets/sheet1.xml')}${relation(2, 'sharedStrings', '/xl/sharedStrings.xml')}${relation(3, 'styles', 'styles.xml')}</Relationships>`,
    'xl/worksheets/sheet1.xml': `<?xml version="1.0" encoding="UTF-8"?><worksheet ${MAIN}><sheetData>${sheetData}</sheetData></worksheet>`,
    'xl/sharedStrings.xml': `<sst ${MAIN}>${strings.map((text) => `<si><t>${escapeXml(text)}</t></si>`).join('')}</sst>`,
    'xl/styles.xml': `<styleSheet ${MAIN}><numFmts>${formats
      .map((code, index) => `<numFmt numFmtId="${164 + index}" formatCode="${escapeXml(code)}"/>`)
      .join('')}</numFmts><cellXfs><xf numFmtId="0"/>${formats
      .map((_, index) => `<xf numFmtId="${164 + index}"/>`)
      .join('')}</cellXfs></styleSheet>`,
  }
  return makeZip({ ...usual, ...parts })
}

const escapeXml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')

/** A zip of deflated files (APPNOTE.TXT 4.3). `saysBytes` overrides the size that it says a file unpacks to. */
export const makeZip = (
  files: Readonly<Record<string, string | Buffer>>,
  saysBytes: Readonly<Record<string, number>> = {},
): Buffer => {
  const local: Buffer[] = []
  const central: Buffer[] = []
  let offset = 0
  for (const [path, content] of Object.entries(files)) {
    const bytes = Buffer.from(content)
    const packed = deflateRawSync(bytes)
    const name = Buffer.from(path)
    const common = Buffer.alloc(26)
    common.writeUInt16LE(20, 0)
    common.writeUInt16LE(0x0800, 2)
    common.writeUInt16LE(8, 4)
    common.writeUInt32LE(crc32(bytes), 10)
    common.writeUInt32LE(packed.length, 14)
    common.writeUInt32LE(saysBytes[path] ?? bytes.length, 18)
    common.writeUInt16LE(name.length, 22)
    const head = Buffer.concat([Buffer.from('PK\u0003\u0004', 'latin1'), common, name])
    const rest = Buffer.alloc(14)
    rest.writeUInt32LE(offset, 10)
    central.push(Buffer.concat([Buffer.from('PK\u0001\u0002\u0014\u0000', 'latin1'), common, rest, name]))
    local.push(head, packed)
    offset += head.length + packed.length
  }
  const directory = Buffer.concat(central)
  const end = Buffer.alloc(22)
  end.write('PK\u0005\u0006', 'latin1')
  end.writeUInt16LE(central.length, 8)
  end.writeUInt16LE(central.length, 10)
  end.writeUInt32LE(directory.length, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...local, directory, end])
}
