import { type AlertViewOf, DISTRESS_DEVICE_TITLES } from '@landfall/contracts'
import { formatApproxDuration } from '../../format/format-approx-duration.ts'

type Props = { readonly alert: AlertViewOf<'distress'>; readonly nowMs: number }

/** Who calls, and how long ago they were heard and where. */
export const DistressHero = ({ alert, nowMs }: Props) => {
  const { place, lastHeardAt, device } = alert
  const ago = (at: string): string => `${formatApproxDuration(nowMs - Date.parse(at))} ago`
  return (
    <p class="hero-line">
      <strong>{DISTRESS_DEVICE_TITLES[device]}</strong> · heard <strong>{ago(lastHeardAt)}</strong> ·{' '}
      {place === null ? 'place not known' : `position of ${ago(place.observedAt)}`} · people aboard not known
    </p>
  )
}
