import { type DateStyle, dateStyleOf } from './excel-time.ts'
import type { WorkbookParts } from './open-parts.ts'
import { parseWholePart } from './parse-part.ts'

/** What each cell format (the `s` of a cell) shows of a number, in order. */
export const readDateStyles = async (parts: WorkbookParts, path: string): Promise<readonly (DateStyle | null)[]> => {
  const codes = new Map<number, string>()
  const ids: number[] = []
  let isInCellFormats = false
  await parseWholePart(parts, path, {
    open: (name, { numFmtId = '0', formatCode = '' }) => {
      if (name === 'numFmt') codes.set(Number(numFmtId), formatCode)
      else if (name === 'cellXfs') isInCellFormats = true
      else if (name === 'xf' && isInCellFormats) ids.push(Number(numFmtId))
    },
    close: (name) => {
      if (name === 'cellXfs') isInCellFormats = false
    },
  })
  return ids.map((id) => dateStyleOf(id, codes.get(id)))
}
