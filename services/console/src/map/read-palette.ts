/** The tokens of style/tokens.css that the map is painted with. */
const TOKENS = {
  sea: '--sea',
  land: '--land',
  coast: '--coast',
  boundary: '--boundary',
  grid: '--grid',
  label: '--label',
  craft: '--quiet-craft',
  exercise: '--exercise',
  mark: '--text',
  accent: '--accent',
  surface: '--surface',
  edge: '--symbol-edge',
  alarm: '--alarm',
  warning: '--warning',
  caution: '--caution',
} as const

/** Colours as WebGL and a canvas understand them. */
export type Palette = Readonly<Record<keyof typeof TOKENS, string>>

/** What the tokens are in the theme that the page has now: a canvas and WebGL know no custom properties. */
export const readPalette = (): Palette => {
  const probe = document.createElement('span')
  // Where the system forces its colours, every token would be read as that of text: a map of one colour.
  probe.style.setProperty('forced-color-adjust', 'none')
  document.body.append(probe)
  const read = (token: string): string => {
    probe.style.color = `var(${token})`
    return getComputedStyle(probe).color
  }
  const palette = Object.fromEntries(Object.entries(TOKENS).map(([name, token]) => [name, read(token)]))
  probe.remove()
  return palette as Palette
}
