import { z } from 'zod'

/** Of one source: how often it is heard from, in seconds; null: it is not watched. */
export const SourceInterval = z.object({ sourceId: z.string(), expectedSeconds: z.number().positive().nullable() })
export type SourceInterval = Readonly<z.infer<typeof SourceInterval>>

/**
 * How long a source may be silent. It stands in the log with every tick, so that what is made of the log depends on
 * nothing else.
 */
export const SourcePolicy = z.object({
  /** Of sources whose interval is learned: never silent before, always silent after. */
  silentSecondsMin: z.number().positive(),
  silentSecondsMax: z.number().positive(),
  /** So long a source must have been heard before it is missed. */
  learnSeconds: z.number().nonnegative(),
  intervals: z.array(SourceInterval),
})
export type SourcePolicy = Readonly<z.infer<typeof SourcePolicy>>

/** Written by ingest: something sound came from these sources since it last said so. Exercises are not told of. */
export const SourceActivity = z.object({
  type: z.literal('sources-heard'),
  sources: z.array(z.object({ id: z.string(), kind: z.string() })),
})
export type SourceActivity = Readonly<z.infer<typeof SourceActivity>>

/** Written by whoever watches the sources: time goes on, also when nothing is heard. */
export const SourceTick = z.object({ type: z.literal('tick'), policy: SourcePolicy })
export type SourceTick = Readonly<z.infer<typeof SourceTick>>

/** A record of the sources topic. Its time is the log's. */
export const SourceRecord = z.discriminatedUnion('type', [SourceActivity, SourceTick])
export type SourceRecord = SourceActivity | SourceTick
