import { LandfallError } from '@landfall/runtime'
import type { PartitionKeys } from './find-partition.ts'

/**
 * How keys, fields and seals are written. Raised when an older program would take it for corrupt, and discard it; whatever it
 * is, the position stays a hash with this field.
 */
export const LAYOUT = 1

/** LF_STATE_TOO_NEW where a newer version has written the partition; null: from before layouts had numbers. */
export const refuseNewerLayout = ({ position }: PartitionKeys, layout: string | null): void => {
  if (layout === null || !(Number(layout) > LAYOUT)) return
  const remedy = 'run the version that wrote it or a newer one, or empty the state'
  const where = '(docs/operating.md, “Upgrading and rolling back”)'
  const what = `${position} is of layout ${layout}, this version knows layouts up to ${LAYOUT}: ${remedy} ${where}`
  throw new LandfallError('LF_STATE_TOO_NEW', what, { retryable: false })
}
