/** Half of a cycle: within the 2 Hz that MSC.302(87) allows. */
const HALF_MS = 600

/**
 * Turns everything that flashes at the same moment, so that the eye sees one thing, not many. No animation of the style sheet: for one the
 * browser works out styles 60 times a second, however few steps it has.
 */
export const flashTogether = (): void => {
  const { dataset } = document.documentElement
  setInterval(() => {
    dataset['flash'] = dataset['flash'] === 'outlined' ? 'filled' : 'outlined'
  }, HALF_MS)
}
