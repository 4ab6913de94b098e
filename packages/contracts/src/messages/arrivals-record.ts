import { z } from 'zod'
import { ArrivalsSnapshot, ArrivalsWatermark } from './arrivals-snapshot.ts'

/**
 * Written by the owner of a partition of the arrivals topic into that partition while a change of an alert waits to be published,
 * so that the log's time advances also when no craft moves. It says only what time it is: repeats do no harm. Keyed by area,
 * whichever of its partition.
 */
export const ArrivalsTick = z.object({ type: z.literal('tick') })
export type ArrivalsTick = Readonly<z.infer<typeof ArrivalsTick>>

export const arrivalsTickKey = (areaId: string): string => `${areaId}/tick`

/** A record of the arrivals topic. Its time is the log's. */
export const ArrivalsRecord = z.discriminatedUnion('type', [ArrivalsSnapshot, ArrivalsWatermark, ArrivalsTick])
export type ArrivalsRecord = ArrivalsSnapshot | ArrivalsWatermark | ArrivalsTick
