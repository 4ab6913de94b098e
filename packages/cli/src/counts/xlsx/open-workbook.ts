import { CommandError } from '../../command-line/command-error.ts'
import { EXIT } from '../../command-line/exit-code.ts'
import type { CountTable } from '../table/count-table.ts'
import { openParts, type WorkbookParts } from './open-parts.ts'
import { parseWholePart } from './parse-part.ts'
import { readDateStyles } from './read-date-styles.ts'
import { type Relationship, readRelationships } from './read-relationships.ts'
import { readSharedStrings } from './read-shared-strings.ts'
import { readSheetRows } from './read-sheet-rows.ts'

type WorkbookSpec = {
  readonly bytes: Buffer
  readonly name: string
  /** The name or the number of a sheet; undefined: the only one that is visible. */
  readonly sheet: string | undefined
}

type Sheet = { readonly title: string; readonly relation: string; readonly isHidden: boolean }

/** The rows of one sheet of an Excel workbook (ISO/IEC 29500), with what formulas came to when it was saved. */
export const openWorkbook = async ({ bytes, name, sheet }: WorkbookSpec): Promise<CountTable['rows']> => {
  const parts = await openParts(bytes, name)
  const path = await workbookPath(parts)
  const { sheets, is1904 } = await readWorkbook(parts, path)
  const relations = await readRelationships(parts, path)
  const { relation } = chooseSheet(sheets, sheet, name)
  const sheetPath = relations.find(({ id }) => id === relation)?.path ?? ''
  const partOf = (type: string): string | undefined => relations.find((one) => one.type === type)?.path
  const strings = await readOr([], partOf('sharedStrings'), (found) => readSharedStrings(parts, found))
  const styles = await readOr([], partOf('styles'), (found) => readDateStyles(parts, found))
  return () => readSheetRows({ parts, path: sheetPath, strings, styles, is1904 })
}

const readOr = async <T>(fallback: T, path: string | undefined, read: (path: string) => Promise<T>): Promise<T> =>
  path === undefined ? fallback : read(path)

const ROOT = '_rels/.rels'

const workbookPath = async (parts: WorkbookParts): Promise<string> => {
  const roots: readonly Relationship[] = parts.has(ROOT) ? await readRelationships(parts, '') : []
  const path = roots.find(({ type }) => type === 'officeDocument')?.path
  if (path?.endsWith('.xml') === true) return path
  const what = path?.endsWith('.bin') === true ? 'is a binary workbook (.xlsb)' : 'is a zip, but no Excel workbook'
  throw new CommandError(EXIT.data, `${parts.name}: ${what}`, { hint: 'save it as .xlsx, or as CSV' })
}

const readWorkbook = async (parts: WorkbookParts, path: string) => {
  const sheets: Sheet[] = []
  let is1904 = false
  await parseWholePart(parts, path, {
    open: (element, attributes) => {
      const { date1904 = '', name = '', state = '' } = attributes
      if (element === 'workbookPr') is1904 = /^(1|true)$/.test(date1904)
      if (element !== 'sheet') return
      const relation = Object.entries(attributes).find(([key]) => key.endsWith(':id'))?.[1] ?? ''
      sheets.push({ title: name, relation, isHidden: /hidden/i.test(state) })
    },
  })
  return { sheets, is1904 }
}

const SHEETS_SHOWN_MAX = 20

const chooseSheet = (sheets: readonly Sheet[], wanted: string | undefined, name: string): Sheet => {
  const visible = sheets.filter(({ isHidden }) => !isHidden)
  const found =
    wanted === undefined
      ? visible.slice(0, visible.length === 1 ? 1 : 0)
      : [...sheets.filter(({ title }) => title === wanted), ...sheets.slice(Number(wanted) - 1, Number(wanted))]
  const [sheet] = found
  if (sheet !== undefined) return sheet
  const shown = sheets.slice(0, SHEETS_SHOWN_MAX).map(({ title }, index) => `${index + 1} ${JSON.stringify(title)}`)
  const hint = `say which with --sheet NAME or its number: ${shown.join(', ')}${sheets.length > SHEETS_SHOWN_MAX ? ', …' : ''}`
  if (wanted === undefined) throw new CommandError(EXIT.usage, `${name}: has ${visible.length} sheets`, { hint })
  throw new CommandError(EXIT.usage, `--sheet ${wanted}: ${name} has no such sheet`, { hint })
}
