import type { AlertView } from '@landfall/contracts'
import { countedCraft } from './counted-craft.ts'

const LETTERS = 26
const FIRST_CODE = 'A'.charCodeAt(0)

/**
 * A letter for each craft that an alert counts, in the order in which it lists them: `A` to `Z`, then `AA`, `AB` and so on. A craft
 * listed twice, for two visits, keeps its first letter. To be shown for the chosen alert only: another has its own `A`.
 */
export const craftLetters = (alert: AlertView): ReadonlyMap<string, string> => lettersOf(countedCraft(alert))

/** The letters of craft in this order. */
export const lettersOf = (craft: readonly { readonly craftId: string }[]): ReadonlyMap<string, string> => {
  const ids = new Set(craft.map(({ craftId }) => craftId))
  return new Map([...ids].map((craftId, index) => [craftId, letterAt(index)]))
}

/** As spreadsheets name their columns. */
const letterAt = (index: number): string => {
  const last = String.fromCharCode(FIRST_CODE + (index % LETTERS))
  return index < LETTERS ? last : `${letterAt(Math.floor(index / LETTERS) - 1)}${last}`
}
