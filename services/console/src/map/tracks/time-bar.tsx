import { Icon } from '../../alert/icon.tsx'
import { formatUtc } from '../../format/format-utc.ts'
import { TIME_SLIDER_ID } from './go-to-time-slider.ts'
import { pastWords } from './past-words.ts'
import type { TimeMark, TimeScale } from './time-scale.ts'
import type { AlertPast } from './use-alert-past.ts'
import { usePlayer } from './use-player.ts'

const MINUTE_MS = 60_000

type Props = {
  readonly past: AlertPast
  readonly showTime: (atMs: number | null) => void
  /** Now, by the server’s clock. */
  readonly serverMs: number
  /** Its single keys. */
  readonly keys: string | undefined
}

/** How the chosen alert came about: a slider over the last day. It is there without an alert too, so that nothing moves. */
export const TimeBar = ({ past, showTime, serverMs, keys }: Props) => {
  const { scale, pastMs, alert } = past
  const { isPlaying, play } = usePlayer(scale, pastMs, showTime)
  const move = (atMs: number): void => {
    play(false)
    showTime(scale === null || atMs >= scale.toMs - MINUTE_MS ? null : atMs)
  }
  const words = pastMs === null ? 'Now' : pastWords(alert, pastMs, serverMs)
  return (
    <section class={`time-bar${pastMs === null ? '' : ' past'}`} aria-label="How it came about">
      {pastMs !== null && (
        <p class="past-notice">
          <strong>PAST</strong>
          <span>{words}</span>
          <button type="button" onClick={() => move(Number.POSITIVE_INFINITY)}>
            Back to now
          </button>
        </p>
      )}
      <button
        type="button"
        class="quiet"
        aria-label={isPlaying ? 'Pause' : 'Play how it came about'}
        disabled={scale === null}
        onClick={() => play(!isPlaying)}
      >
        <Icon name={isPlaying ? 'pause' : 'play'} />
      </button>
      {scale === null ? (
        <p class="time-none">Choose an alert with craft to see how it came about</p>
      ) : (
        <div class="time-track">
          <TimeMarks scale={scale} />
          <input
            type="range"
            id={TIME_SLIDER_ID}
            aria-keyshortcuts={keys}
            aria-label="Time shown on the map"
            aria-valuetext={words}
            min={scale.fromMs}
            max={scale.toMs}
            step={MINUTE_MS}
            value={pastMs ?? scale.toMs}
            onInput={(event) => move(event.currentTarget.valueAsNumber)}
          />
          <TimeLabels scale={scale} />
        </div>
      )}
    </section>
  )
}

const shareOf = ({ fromMs, toMs }: TimeScale, atMs: number): string =>
  `${Math.round((10_000 * (atMs - fromMs)) / (toMs - fromMs)) / 100}%`

/** Arrivals are higher than versions. */
const HEIGHTS: Readonly<Record<TimeMark['what'], { readonly y1: number; readonly y2: number }>> = {
  arrival: { y1: 0, y2: 16 },
  version: { y1: 4, y2: 12 },
}

const TimeMarks = ({ scale }: { readonly scale: TimeScale }) => (
  <svg class="time-marks" aria-hidden="true">
    {scale.marks.map((mark) => (
      <line
        key={`${mark.what} ${mark.atMs}`}
        class={mark.what}
        x1={shareOf(scale, mark.atMs)}
        x2={shareOf(scale, mark.atMs)}
        {...HEIGHTS[mark.what]}
      />
    ))}
  </svg>
)

/** `15:49`, without the day, which the beginning has. */
const clockOf = (atMs: number): string => formatUtc(atMs).slice(-'15:49 UTC'.length, -' UTC'.length)

/** Within these shares of the slider its label lies on none of those of the ends. */
const LABEL_SHARES = { min: 0.28, max: 0.94 } as const

const TimeLabels = ({ scale }: { readonly scale: TimeScale }) => {
  const { fromMs, toMs, isLive, marks } = scale
  const first = marks.find(({ what }) => what === 'arrival')
  const share = first === undefined ? 0 : (first.atMs - fromMs) / (toMs - fromMs)
  return (
    <svg class="time-labels" aria-hidden="true">
      <text x="0" y="10">
        {formatUtc(fromMs)}
      </text>
      {first !== undefined && share > LABEL_SHARES.min && share < LABEL_SHARES.max && (
        <text x={shareOf(scale, first.atMs)} y="10" text-anchor={share > 0.5 ? 'end' : 'start'}>
          {clockOf(first.atMs)} first arrival
        </text>
      )}
      <text x="100%" y="10" text-anchor="end">
        {isLive ? 'now' : clockOf(toMs)}
      </text>
    </svg>
  )
}
