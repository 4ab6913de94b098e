import type { MassArrivalAlert } from '@landfall/contracts'

export type Timeline = {
  readonly dots: readonly { readonly x: number; readonly craftId: string; readonly atMs: number }[]
  /** The windows of the likely sums, from the first to the last arrival in each. */
  readonly windows: readonly { readonly name: string; readonly x: number; readonly width: number }[]
  readonly ticks: readonly { readonly x: number; readonly atMs: number }[]
}

const TICKS = 2
const WIDTH_MIN = 0.8

/** Arrivals and windows along a line of 100 units. */
export const timelineOf = (
  alert: Pick<MassArrivalAlert, 'craft' | 'limbs' | 'firstArrivalAt' | 'lastArrivalAt'>,
): Timeline => {
  const [firstMs, lastMs] = [Date.parse(alert.firstArrivalAt), Date.parse(alert.lastArrivalAt)]
  const marginMs = Math.max((lastMs - firstMs) * 0.06, 60_000)
  const [startMs, endMs] = [firstMs - marginMs, lastMs + marginMs]
  const xOf = (timeMs: number): number => Math.round(((timeMs - startMs) / (endMs - startMs)) * 1_000) / 10
  const windows = (['sameTime', 'samePeriod'] as const).flatMap((key) => {
    const { from, to } = alert.limbs[key].likely
    if (from === null || to === null) return []
    const x = xOf(Date.parse(from))
    const name = key === 'sameTime' ? 'Same time' : 'Same period'
    return [{ name, x, width: Math.max(WIDTH_MIN, Math.round((xOf(Date.parse(to)) - x) * 10) / 10) }]
  })
  return {
    dots: alert.craft.map(({ craftId, arrivedAt }) => ({
      x: xOf(Date.parse(arrivedAt)),
      craftId,
      atMs: Date.parse(arrivedAt),
    })),
    windows,
    ticks: Array.from({ length: TICKS + 1 }, (_, i) => {
      const atMs = firstMs + ((lastMs - firstMs) * i) / TICKS
      return { x: xOf(atMs), atMs }
    }).filter(({ x }, i, all) => i === 0 || x > (all[i - 1]?.x ?? 0) + 20),
  }
}
