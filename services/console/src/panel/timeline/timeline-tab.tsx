import type { AlertView, HistoryEntry } from '@landfall/contracts'
import { useMemo } from 'preact/hooks'
import { ForeignText } from '../../format/foreign-text.tsx'
import { formatNz, formatUtc } from '../../format/format-utc.ts'
import { Moment } from '../../format/moment.tsx'
import { Letter } from '../letter.tsx'
import type { PanelContext } from '../panel-context.ts'
import { createScale, LANES, type Lane, type Timeline, timelineOf } from './timeline-of.ts'

type Props = {
  readonly alert: AlertView
  readonly entries: readonly HistoryEntry[] | null | undefined
  readonly context: PanelContext
}

/** Everything about an alert in one line of time: drawn, and below it in words. Drawn again only when something has changed. */
export const TimelineTab = ({ alert, entries, context }: Props) => {
  // The letters follow from the alert.
  return useMemo(
    () => <TimelineList timeline={timelineOf(alert, entries, context)} />,
    [alert, entries, context.windows, context.checklist],
  )
}

const LANE_WORDS: Readonly<Record<Lane, string>> = {
  sea: 'At sea',
  version: 'Versions',
  action: 'Actions',
  note: 'Notes',
}

export const TimelineList = ({ timeline }: { readonly timeline: Timeline }) => (
  <>
    {timeline.moments.length > 0 && <TimelineFigure timeline={timeline} />}
    <ol class="moments">
      {timeline.moments.map(({ key, atMs, lane, letter, text }) => (
        <li key={key} class={lane}>
          <Moment at={atMs} />
          <span>
            <Letter letter={letter} /> <ForeignText>{text}</ForeignText>
          </span>
        </li>
      ))}
    </ol>
  </>
)

const LANE_PX = 24
/** Nearer than this, in percent, a letter would lie on the one before it. */
const LETTER_GAP = 3.5

const TimelineFigure = ({ timeline }: { readonly timeline: Timeline }) => {
  const { firstMs, lastMs, percentOf } = createScale(timeline)
  const spansPx = timeline.spans.length * LANE_PX
  const yOf = (lane: Lane): number => spansPx + (LANES.indexOf(lane) + 0.5) * LANE_PX
  const lanes = LANES.filter((lane) => timeline.moments.some((moment) => moment.lane === lane))
  return (
    <figure class="timeline">
      <svg
        role="img"
        aria-label={`${timeline.moments.length} moments from ${formatUtc(firstMs)} to ${formatUtc(lastMs)}; the list below has them all`}
        height={spansPx + LANES.length * LANE_PX}
      >
        {timeline.spans.map(({ name, fromMs, toMs }, i) => (
          <g key={name} class="span">
            <rect
              x={`${percentOf(fromMs)}%`}
              y={i * LANE_PX + 4}
              width={`${Math.max(0.8, percentOf(toMs) - percentOf(fromMs))}%`}
              height={LANE_PX - 8}
              rx="2"
            />
            <text x={`${Math.min(percentOf(fromMs) + 0.8, 70)}%`} y={i * LANE_PX + 16}>
              {name}
            </text>
          </g>
        ))}
        {lanes.map((lane) => (
          <g key={lane} class={`lane ${lane}`}>
            <line x1="0" x2="100%" y1={yOf(lane)} y2={yOf(lane)} />
            <text x="-64" y={yOf(lane) + 4}>
              {LANE_WORDS[lane]}
            </text>
          </g>
        ))}
        <Dots timeline={timeline} percentOf={percentOf} yOf={yOf} />
      </svg>
      <figcaption>
        <span>
          {formatUtc(firstMs)} <span class="about">{formatNz(firstMs)}</span>
        </span>
        <span>
          {formatUtc(lastMs)} <span class="about">{formatNz(lastMs)}</span>
        </span>
      </figcaption>
    </figure>
  )
}

type DotsProps = {
  readonly timeline: Timeline
  readonly percentOf: (atMs: number) => number
  readonly yOf: (lane: Lane) => number
}

const Dots = ({ timeline: { moments }, percentOf, yOf }: DotsProps) => {
  let lastLetter = -LETTER_GAP
  return (
    <>
      {moments.map(({ key, atMs, lane, letter, text }) => {
        const x = percentOf(atMs)
        const isLettered = letter !== undefined && x - lastLetter >= LETTER_GAP
        if (isLettered) lastLetter = x
        return (
          <g key={key} class={`dot ${lane}`}>
            <circle cx={`${x}%`} cy={yOf(lane)} r={isLettered ? 9 : 4}>
              <title>{`${formatUtc(atMs)}: ${text}`}</title>
            </circle>
            {isLettered && (
              <text x={`${x}%`} y={yOf(lane) + 4} text-anchor="middle">
                {letter}
              </text>
            )}
          </g>
        )
      })}
    </>
  )
}
