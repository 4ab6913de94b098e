import { posix } from 'node:path'
import type { WorkbookParts } from './open-parts.ts'
import { parseWholePart } from './parse-part.ts'

export type Relationship = { readonly id: string; readonly type: string; readonly path: string }

/** What a part (empty: the workbook as a whole) refers to, by ISO/IEC 29500-2 §9.3: `type` is the last word of the relationship's type. */
export const readRelationships = async (parts: WorkbookParts, of: string): Promise<readonly Relationship[]> => {
  const folder = of === '' ? '' : posix.dirname(of)
  const found: Relationship[] = []
  await parseWholePart(parts, posix.join(folder, '_rels', `${posix.basename(of)}.rels`), {
    open: (name, { Id = '', Type = '', Target = '' }) => {
      if (name !== 'Relationship') return
      const path = Target.startsWith('/') ? Target.slice(1) : posix.join(folder, Target)
      found.push({ id: Id, type: Type.slice(Type.lastIndexOf('/') + 1), path })
    },
  })
  return found
}
