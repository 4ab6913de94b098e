import { WireTime } from '../../wire/wire-time.ts'

/** What a retraction of positions has besides the fields of every observation. */
export const positionRetractionFields = {
  /** The positions from then, that time included, … */
  fromAt: WireTime,
  /** … to then, that time included. What has not been seen yet cannot be taken back: at most `observedAt`. */
  toAt: WireTime,
} as const

/** Times are written in one form, so the order of the texts is the order of the times. */
export const positionRetractionFault = (given: {
  readonly fromAt: string
  readonly toAt: string
  readonly observedAt: string
}): { readonly path: string; readonly message: string } | null => {
  if (given.fromAt > given.toAt) return { path: 'toAt', message: `must not be before fromAt, ${given.fromAt}` }
  if (given.toAt <= given.observedAt) return null
  return {
    path: 'toAt',
    message: `must not be after observedAt, ${given.observedAt}: what has not been seen yet cannot be taken back`,
  }
}
