import type { Page } from 'playwright-core'

/** Longer than the map waits before it follows a choice: each press meets it at work. */
const EACH_MS = 500
/** What is not observed took less. */
const FRAME_MS = 16
/** From the press to the picture that shows its effect, as the browser itself measures it (Event Timing). */
const OBSERVE = `{
  window.presses = []
  new PerformanceObserver((list) => {
    for (const { name, duration, processingStart, processingEnd } of list.getEntries())
      if (name === 'keydown') presses.push([duration, processingEnd - processingStart])
  }).observe({ type: 'event', durationThreshold: ${FRAME_MS} })
}`

/** How long it takes until a press of a key shows: median, 95 % and longest of so many presses. */
export const timePresses = async (page: Page, key: string, times: number): Promise<string> => {
  await page.evaluate(OBSERVE)
  for (let press = 0; press < times; press++) {
    await page.keyboard.press(key)
    await page.waitForTimeout(EACH_MS)
  }
  const slow = (await page.evaluate('presses')) as readonly (readonly [number, number])[]
  const fast = Array.from({ length: Math.max(0, times - slow.length) }, () => FRAME_MS)
  const all = [...slow.map(([durationMs]) => durationMs), ...fast].toSorted((a, b) => a - b)
  const at = (share: number): string =>
    `${all[Math.min(all.length - 1, Math.floor(share * all.length))]?.toFixed(0)} ms`
  return `median ${at(0.5)}, 95 % within ${at(0.95)}, longest ${at(1)}`
}
