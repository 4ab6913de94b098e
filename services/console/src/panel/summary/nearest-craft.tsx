import { ForeignText } from '../../format/foreign-text.tsx'
import { formatApproxDuration } from '../../format/format-approx-duration.ts'
import { formatInterval } from '../../format/format-interval.ts'
import type { PanelContext } from '../panel-context.ts'

type Props = Pick<PanelContext, 'near' | 'nowMs'> & { readonly callerId: string }

const SHOWN_MAX = 3

/** The craft that could be there first. All of them are in the tab of craft. */
export const NearestCraft = ({ near, nowMs, callerId }: Props) => {
  const others = typeof near === 'string' ? [] : near.craft.filter(({ craftId }) => craftId !== callerId)
  if (others.length === 0) return null
  return (
    <section class="part">
      <h3>Nearest craft</h3>
      <ul class="questions">
        {others.slice(0, SHOWN_MAX).map(({ craftId, name, distanceNm, bearingDegrees, observedAt, persons }) => (
          <li key={craftId}>
            <strong>{distanceNm.toFixed(1)} nm</strong>
            <span>
              <ForeignText>{name ?? craftId}</ForeignText>
              <span class="about">
                {' '}
                bears {String(Math.round(bearingDegrees)).padStart(3, '0')}°
                {persons !== null && ` · ${formatInterval(persons.aboard)} aboard`}
              </span>
            </span>
            <span class="about">position of {formatApproxDuration(nowMs - Date.parse(observedAt))} ago</span>
          </li>
        ))}
      </ul>
    </section>
  )
}
