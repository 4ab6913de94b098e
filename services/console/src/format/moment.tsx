import { formatNz, formatUtc } from './format-utc.ts'

/** A moment in both times that a watch is kept in. */
export const Moment = ({ at }: { readonly at: number | string }) => {
  const timeMs = typeof at === 'number' ? at : Date.parse(at)
  return (
    <time dateTime={new Date(timeMs).toISOString()}>
      {formatUtc(timeMs)} <span class="nz">{formatNz(timeMs)}</span>
    </time>
  )
}
