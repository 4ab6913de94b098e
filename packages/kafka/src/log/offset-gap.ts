import { LandfallError } from '@landfall/runtime'

/** Records that were asked for are not in the log any more, or not yet. */
export const offsetGap = (topic: string, partition: number, what: string): LandfallError =>
  new LandfallError('LF_OFFSET_GAP', `${topic}/${partition}: ${what}`, { retryable: false })
