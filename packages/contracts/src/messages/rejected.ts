import { z } from 'zod'
import { WrittenTime } from '../wire/wire-time.ts'

/** An input that was refused, as it came, with the reason and where. Keyed by source id. */
export const Rejected = z.object({
  type: z.literal('rejected'),
  /** The source as far as it could be told; `unknown` where not even that could be read. */
  sourceId: z.string(),
  /** Which part refused it: `ingest/http`, `ingest/nmea`, `windowing/arrivals`. */
  where: z.string(),
  /** A stable word for machines: `invalid`, `not-json`, `too-late`, `future`, … */
  code: z.string(),
  /** A sentence for people, with the field and the value. */
  reason: z.string(),
  field: z.string().nullable(),
  receivedAt: WrittenTime,
  /** The input as it came, as text; cut at 64 KiB, then `truncated`. */
  input: z.string(),
  truncated: z.boolean(),
})
export type Rejected = Readonly<z.infer<typeof Rejected>>
