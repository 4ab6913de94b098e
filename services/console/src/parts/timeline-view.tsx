import type { MassArrivalAlert } from '@landfall/contracts'
import { timelineOf } from '../model/timeline.ts'
import { nzTime, utcTime } from '../model/times.ts'

/** Arrivals on a line, with the windows that gave the likely sums. The tables say the same in words. */
export const TimelineView = ({ alert }: { readonly alert: MassArrivalAlert }) => {
  const { dots, windows, ticks } = timelineOf(alert)
  return (
    <figure class="timeline">
      <figcaption>Arrivals, and the windows of the likely sums</figcaption>
      <svg
        viewBox="0 0 400 74"
        role="img"
        aria-label={`${dots.length} arrivals between ${utcTime(Date.parse(alert.firstArrivalAt))} and ${utcTime(Date.parse(alert.lastArrivalAt))}`}
      >
        {windows.map(({ name, x, width }, i) => (
          <g key={name} class={`window w${i}`}>
            <rect x={x * 4} y={4 + i * 15} width={width * 4} height="11" rx="2" />
            <text x={Math.min(x * 4 + 3, 330)} y={12.5 + i * 15}>
              {name}
            </text>
          </g>
        ))}
        <line class="axis" x1="0" x2="400" y1="46" y2="46" />
        {dots.map(({ x, craftId, atMs }) => (
          <circle key={`${craftId} ${atMs}`} cx={x * 4} cy="46" r="4.5">
            <title>{`${craftId}, ${utcTime(atMs)}`}</title>
          </circle>
        ))}
        {ticks.map(({ x, atMs }, i) => (
          <text key={atMs} class="tick" x={x * 4} y="62" text-anchor={anchorOf(i, ticks.length)}>
            {utcTime(atMs).replace(' UTC', '')}
            <tspan x={x * 4} dy="9">
              {nzTime(atMs)}
            </tspan>
          </text>
        ))}
      </svg>
    </figure>
  )
}

const anchorOf = (index: number, count: number): 'start' | 'middle' | 'end' =>
  index === 0 ? 'start' : index === count - 1 ? 'end' : 'middle'
