import { formatWireTime, type Source } from '@landfall/contracts'
import type { CraftMemory } from './create-craft-memory.ts'

/** Who sends, and what was remembered of the craft. */
export type ObservedFeed = { readonly source: Source; readonly exercise: boolean; readonly memory: CraftMemory }

export const commonFieldsOf = ({ source, exercise }: ObservedFeed, craftId: string, timeMs: number) => ({
  craftId,
  observedAt: formatWireTime(timeMs),
  source,
  exercise,
})
