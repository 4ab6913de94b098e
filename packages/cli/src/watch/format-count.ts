import type { CountInterval } from '@landfall/contracts'

/** `12`, `12 to 25, likely 20`, `40 or more, likely 40` */
export const formatCount = ({ min, likely, max }: CountInterval): string => {
  if (min === max) return String(min)
  return max === null ? `${min} or more, likely ${likely}` : `${min} to ${max}, likely ${likely}`
}
