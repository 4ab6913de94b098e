import type { ScreenPoint } from '../view/to-screen.ts'

/** A text that wants to stand on the map. */
export type Label = ScreenPoint & {
  readonly text: string
  readonly kind: 'grid' | 'place' | 'craft'
  /** Centred below its point, or beginning to the right of it. */
  readonly stands: 'below' | 'beside'
  /** Lower goes first where two collide. */
  readonly rank: number
}

/** More would be no map. */
export const LABELS_MAX = 120
const LINE_PIXELS = 16
const GAP_PIXELS = 4

type Box = { readonly left: number; readonly right: number; readonly top: number; readonly bottom: number }

/**
 * The labels that are drawn: those of lower rank first, none on another, at most `LABELS_MAX`. `widthOf` in pixels. `taken` is
 * where something else stands.
 */
export const layOutLabels = (
  labels: readonly Label[],
  widthOf: (text: string) => number,
  taken: readonly Box[] = [],
): readonly Label[] => {
  const boxes = [...taken]
  const shown: Label[] = []
  for (const label of labels.toSorted((a, b) => a.rank - b.rank)) {
    if (shown.length === LABELS_MAX) break
    const box = boxOf(label, widthOf(label.text))
    if (boxes.some((other) => collide(box, other))) continue
    boxes.push(box)
    shown.push(label)
  }
  return shown
}

const boxOf = ({ x, y, stands }: Label, width: number): Box => {
  const left = stands === 'beside' ? x + GAP_PIXELS : x - width / 2
  const top = stands === 'beside' ? y - LINE_PIXELS / 2 : y + GAP_PIXELS
  return { left, right: left + width + GAP_PIXELS, top, bottom: top + LINE_PIXELS }
}

const collide = (a: Box, b: Box): boolean =>
  a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom
