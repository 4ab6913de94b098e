import type { MassArrivalAlert } from '@landfall/contracts'
import { formatNz, formatUtc } from '../format/format-utc.ts'

/** Arrivals on a line, with the windows of the likely sums. The tables say the same in words. */
export const TimelineView = ({ alert }: { readonly alert: MassArrivalAlert }) => {
  const { dots, windows, ticks } = timelineOf(alert)
  return (
    <figure class="timeline">
      <figcaption>Arrivals, and the windows of the likely sums</figcaption>
      <svg
        role="img"
        aria-label={`${dots.length} arrivals between ${formatUtc(Date.parse(alert.firstArrivalAt))} and ${formatUtc(Date.parse(alert.lastArrivalAt))}`}
      >
        {windows.map(({ name, x, width }, i) => (
          <g key={name} class="window">
            <rect x={`${x}%`} y={5 + i * 20} width={`${width}%`} height="16" rx="2" />
            <text x={`${Math.min(x + 0.6, 70)}%`} y={17.5 + i * 20}>
              {name}
            </text>
          </g>
        ))}
        <line class="axis" x1="0" x2="100%" y1="56" y2="56" />
        {dots.map(({ x, craftId, atMs }) => (
          <circle key={`${craftId} ${atMs}`} cx={`${x}%`} cy="56" r="6">
            <title>{`${craftId}, ${formatUtc(atMs)}`}</title>
          </circle>
        ))}
        {ticks.map(({ x, atMs }, i) => (
          <text
            key={atMs}
            class={`tick${i > 0 && i < ticks.length - 1 ? ' between' : ''}`}
            y="76"
            text-anchor={anchorOf(i, ticks.length)}
          >
            <tspan x={`${x}%`}>{formatUtc(atMs)}</tspan>
            <tspan x={`${x}%`} dy="14">
              {formatNz(atMs)}
            </tspan>
          </text>
        ))}
      </svg>
    </figure>
  )
}

const anchorOf = (index: number, count: number): 'start' | 'middle' | 'end' =>
  index === 0 ? 'start' : index === count - 1 ? 'end' : 'middle'

type Timeline = {
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
