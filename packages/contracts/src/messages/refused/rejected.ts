import { z } from 'zod'
import { cutEncoded, encodedBytesOf } from '../../wire/cut-encoded.ts'
import { WrittenTime } from '../../wire/wire-time.ts'

/** A refused input, unchanged, with the reason and the place. Keyed by source id. */
export const Rejected = z.object({
  type: z.literal('rejected'),
  /** `unknown` where the source could not be read. */
  sourceId: z.string(),
  /** The component that refused it: `ingest/http`, `ingest/nmea`, `windowing/arrivals`. */
  where: z.string(),
  /**
   * A stable word for machines: `invalid`, `not-json`, `too-late`, `future`, …; `not-stored` for all that a feeder has
   * refused beyond its budget of an hour.
   */
  code: z.string(),
  /** A sentence for people, with the field and the value. */
  reason: z.string(),
  field: z.string().nullable(),
  receivedAt: WrittenTime,
  /** The input as text, cut at 64 KiB of what it takes as JSON; then `truncated`. Empty for `not-stored`. */
  input: z.string(),
  truncated: z.boolean(),
})
export type Rejected = Readonly<z.infer<typeof Rejected>>

/** Of the input as it is written into the record: escaped, so that what is small on its way in does not grow here. */
export const REJECTED_INPUT_BYTES_MAX = 65_536

export const cutInput = (text: string): Pick<Rejected, 'input' | 'truncated'> => {
  if (text.length <= REJECTED_INPUT_BYTES_MAX && encodedBytesOf(text) <= REJECTED_INPUT_BYTES_MAX)
    return { input: text, truncated: false }
  return { input: cutEncoded(text, REJECTED_INPUT_BYTES_MAX), truncated: true }
}
