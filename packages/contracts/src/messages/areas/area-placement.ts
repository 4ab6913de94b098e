import { z } from 'zod'
import { AreaId } from '../../wire/area-id.ts'

/**
 * Which partition of the arrivals topic an area's records go to. Written by windowing when it first watches the area, and kept for ever.
 * Of several of one key the first in the log holds: of programs that start together each may write one.
 */
export const AreaPlacement = z.object({
  type: z.literal('area-placement'),
  areaId: AreaId,
  exercise: z.boolean(),
  partition: z.int().min(0),
  /** Of the area beside others, as its file had it then. */
  weight: z.number().positive(),
})
export type AreaPlacement = Readonly<z.infer<typeof AreaPlacement>>

export const areaPlacementKey = (areaId: string, exercise: boolean): string =>
  `${areaId}/${exercise ? 'exercise' : 'real'}`
