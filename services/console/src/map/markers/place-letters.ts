import type { AlertView } from '@landfall/contracts'
import { countedCraft } from '../../alert/counted-craft.ts'
import { craftLetters } from '../../alert/craft-letters.ts'
import { type ScreenPoint, type ScreenView, toScreen } from '../view/to-screen.ts'

/** Craft whose letters would lie on each other; the first is the one that is seen. */
export type LetterGroup = ScreenPoint & {
  readonly craft: readonly { readonly craftId: string; readonly letter: string }[]
}

/** The width of a letter, and nearly that of the next. */
const COLLIDE_PIXELS = 18

/** Where the letters of the chosen alert stand: at the arrival, and where a craft has not arrived, where it was seen last. */
export const placeLetters = (alert: AlertView | undefined, view: ScreenView): readonly LetterGroup[] => {
  if (alert === undefined) return []
  const letters = craftLetters(alert)
  const groups: (ScreenPoint & { readonly craft: { craftId: string; letter: string }[] })[] = []
  for (const { craftId, longitude, latitude } of countedCraft(alert)) {
    const { x, y } = toScreen(view, { longitude, latitude })
    const one = { craftId, letter: letters.get(craftId) ?? '' }
    const near = groups.find((group) => Math.hypot(group.x - x, group.y - y) < COLLIDE_PIXELS)
    if (near === undefined) groups.push({ x, y, craft: [one] })
    else near.craft.push(one)
  }
  return groups.filter(({ x, y }) => x > 0 && y > 0 && x < view.width && y < view.height)
}

/** The letters that a point of the screen lies on. */
export const lettersAt = (alert: AlertView | undefined, view: ScreenView, point: ScreenPoint): LetterGroup['craft'] =>
  placeLetters(alert, view).find(({ x, y }) => Math.hypot(x - point.x, y - point.y) <= COLLIDE_PIXELS / 2 + 2)?.craft ??
  []
