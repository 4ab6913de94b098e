import type { Page } from 'playwright-core'

const FRAMES_MS = 10_000
const COUNT = `new Promise((resolve) => {
  const gaps = []
  const startMs = performance.now()
  let beforeMs = startMs
  const step = () => {
    const nowMs = performance.now()
    gaps.push(nowMs - beforeMs)
    beforeMs = nowMs
    if (nowMs - startMs < ${FRAMES_MS}) return requestAnimationFrame(step)
    gaps.sort((a, b) => a - b)
    resolve([gaps.length / ((nowMs - startMs) / 1000), gaps.at(-1), gaps[Math.floor(gaps.length * 0.95)]])
  }
  requestAnimationFrame(step)
})`

/** Frames a second over ten seconds, the 95 % and the longest gap between two, and how busy the page's own thread was. */
export const countFrames = async (page: Page): Promise<string> => {
  const cdp = await page.context().newCDPSession(page)
  await cdp.send('Performance.enable')
  const read = async () => {
    const { metrics } = await cdp.send('Performance.getMetrics')
    return new Map(metrics.map(({ name, value }) => [name, value]))
  }
  const before = await read()
  const [frames = 0, longestMs = 0, p95Ms = 0] = (await page.evaluate(COUNT)) as readonly number[]
  const after = await read()
  const share = (name: string) => (100 * ((after.get(name) ?? 0) - (before.get(name) ?? 0))) / (FRAMES_MS / 1_000)
  await cdp.detach()
  return [
    `${frames.toFixed(0)} frames/s, 95 % within ${p95Ms.toFixed(0)} ms, longest ${longestMs.toFixed(0)} ms`,
    `main thread busy ${share('TaskDuration').toFixed(0)} %, scripts ${share('ScriptDuration').toFixed(0)} %`,
  ].join('; ')
}
