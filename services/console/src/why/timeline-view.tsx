import type { MassArrivalAlert } from '@landfall/contracts'
import { formatNz, formatUtc } from '../format/format-utc.ts'
import { timelineOf } from './timeline.ts'

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
