import { SeverityMark } from '../../alert/severity-mark.tsx'
import { countWords, edgeWords } from './count-words.ts'
import { type EdgeArrow, SIDES } from './place-markers.ts'

type Props = { readonly arrows: readonly EdgeArrow[]; readonly onPress: (arrow: EdgeArrow) => void }

/** At each side of the map, the alerts that lie beyond it. Their places are fixed, so that none lies on another. */
export const EdgeArrows = ({ arrows, onPress }: Props) => (
  <>
    {SIDES.map((side) => (
      <div key={side} class={`edge-arrows at-${side}`}>
        {arrows
          .filter((arrow) => arrow.side === side)
          .map((arrow) => {
            const [worst] = arrow.alerts
            if (worst === undefined) return null
            const count = arrow.alerts.length
            const words = `${count} alert${count === 1 ? '' : 's'} beyond the map: ${countWords(arrow.alerts)}`
            const classes = ['edge-arrow', worst.severity, worst.exercise && 'exercise']
            if (arrow.alerts.some(({ unacknowledged }) => unacknowledged)) classes.push('flash')
            return (
              <button
                key={String(worst.exercise)}
                type="button"
                class={classes.filter(Boolean).join(' ')}
                title={`${words}, ${edgeWords(arrow)}`}
                onClick={() => onPress(arrow)}
              >
                <svg viewBox="0 0 24 24" aria-hidden="true">
                  <path d="M12 3l7 17-7-4-7 4z" transform={`rotate(${arrow.turnDegrees.toFixed(0)} 12 12)`} />
                </svg>
                <SeverityMark severity={worst.severity} withWord={false} />
                {/* A lone number before the distance would read as one with it. */}
                {count > 1 && <b aria-hidden="true">{count} ·</b>}
                <span class="out-of-sight">{words}, </span>
                {worst.exercise && <span class="tag exercise-tag">EX</span>}
                <span class="way">{edgeWords(arrow)}</span>
              </button>
            )
          })}
      </div>
    ))}
  </>
)
