import type { AlertFold } from '../create-alert-fold.ts'
import { stepUpTo } from './decide-next.ts'

/** Beyond these the oldest versions of `tail` are merged into `base`. */
export type TailLimits = { readonly tailVersionsMax: number; readonly tailCraftMax: number }
export const TAIL_LIMITS: TailLimits = { tailVersionsMax: 100, tailCraftMax: 5_000 }

/** The fold with no more versions than the limits; the oldest can no longer be named by an action without reading the log. */
export const trimFold = (fold: AlertFold, { tailVersionsMax, tailCraftMax } = TAIL_LIMITS): AlertFold => {
  let craft = fold.tail.reduce((sum, version) => sum + version.craft.length, 0)
  let dropped = 0
  for (const version of fold.tail) {
    if (fold.tail.length - dropped <= tailVersionsMax && craft <= tailCraftMax) break
    craft -= version.craft.length
    dropped += 1
  }
  if (dropped === 0) return fold
  const merged = fold.tail.slice(0, dropped)
  const base = fold.base && stepUpTo(fold.base, merged)
  const course = fold.course && { ...fold.course, state: fold.course.state && stepUpTo(fold.course.state, merged) }
  return { ...fold, base, course, tail: fold.tail.slice(dropped) }
}
