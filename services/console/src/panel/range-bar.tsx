import { rangePositions } from './range-positions.ts'

type Sum = { readonly min: number; readonly likely: number; readonly max: number; readonly openEnded: boolean }
type Props = { readonly sum: Sum; readonly threshold: number }

/** Solid to the minimum, grey to the maximum, with a tick for the likely number and a blue one for the threshold. */
export const RangeBar = ({ sum, threshold }: Props) => {
  const at = rangePositions(sum, threshold)
  const most = sum.openEnded ? `${sum.max} or more` : `${sum.max}`
  return (
    <div class="range">
      <div
        class="range-bar"
        role="img"
        aria-label={`Minimum ${sum.min}, likely ${sum.likely}, maximum ${most}; the threshold is more than ${threshold}`}
      >
        <i class="sure" style={{ width: `${at.min}%` }} />
        <i class="maybe" style={{ left: `${at.min}%`, width: `${at.max - at.min}%` }} />
        <i class="bound" style={{ left: `${at.threshold}%` }} />
        <i class="best" style={{ left: `${at.likely}%` }} />
      </div>
      <p class="range-legend" aria-hidden="true">
        <span class="legend-sure">{sum.min} min</span>
        <span class="legend-limit">more than {threshold}</span>
        <span class="legend-maybe">{most} max</span>
      </p>
    </div>
  )
}
