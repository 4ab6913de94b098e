import { z } from 'zod'
import { DiagnosticCause, DiagnosticDetail, DiagnosticSubject } from './alert-kinds/diagnostic-alert.ts'
import { LoggedDistress } from './observation.ts'

/** How often one source is expected to send, in seconds; null: it is not watched. */
export const SourceInterval = z.object({ sourceId: z.string(), expectedSeconds: z.number().positive().nullable() })
export type SourceInterval = Readonly<z.infer<typeof SourceInterval>>

/**
 * How long a source may be silent. Every tick in the log carries it, so that the result depends on the log alone.
 */
export const SourcePolicy = z.object({
  /** For sources whose interval is learned: never silent before the minimum, always after the maximum. */
  silentSecondsMin: z.number().positive(),
  silentSecondsMax: z.number().positive(),
  /** How long a source must have been active before it can be missed. */
  learnSeconds: z.number().nonnegative(),
  intervals: z.array(SourceInterval),
})
export type SourcePolicy = Readonly<z.infer<typeof SourcePolicy>>

/** Written by ingest: these sources have sent valid input since its last such record. Exercises are left out. */
export const SourceActivity = z.object({
  type: z.literal('sources-heard'),
  sources: z.array(z.object({ id: z.string(), kind: z.string() })),
})
export type SourceActivity = Readonly<z.infer<typeof SourceActivity>>

/** Written by the sources stage, so that time advances also when no source sends. */
export const SourceTick = z.object({ type: z.literal('tick'), policy: SourcePolicy })
export type SourceTick = Readonly<z.infer<typeof SourceTick>>

/** Written by whoever notices something that operators must know about the system; of a cause and subject every 10 s at most. */
export const DiagnosticRecord = z.object({
  type: z.literal('diagnostic'),
  cause: DiagnosticCause,
  subject: DiagnosticSubject,
  detail: DiagnosticDetail,
  /** Occurrences since the writer's last record of it. */
  count: z.int().positive(),
  /** Only exercise data are concerned. */
  exercise: z.boolean(),
})
export type DiagnosticRecord = Readonly<z.infer<typeof DiagnosticRecord>>

/** A record of the sources topic. Its time is the log's. */
export const SourceRecord = z.discriminatedUnion('type', [SourceActivity, SourceTick, DiagnosticRecord, LoggedDistress])
export type SourceRecord = SourceActivity | SourceTick | DiagnosticRecord | LoggedDistress
