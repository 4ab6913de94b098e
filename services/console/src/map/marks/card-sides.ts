import type { ScreenPoint, ScreenView } from '../view/to-screen.ts'

/** The classes of a card beside a place, on the side of it where there is more of the map. */
export const cardSides = ({ x, y }: ScreenPoint, { width, height }: ScreenView): string =>
  ['mark-card', x > width / 2 && 'west', y > height / 2 && 'north'].filter(Boolean).join(' ')
