import { z } from 'zod'
import { observationFields } from './observation-fields.ts'

/**
 * By what a call for help came. The first three are locating devices that send AIS (ITU-R M.585: MMSIs 970, 972, 974; IEC 61097-14),
 * then a beacon of Cospas-Sarsat on a ship or on a person, digital selective calling (ITU-R M.493), a voice, and what somebody saw.
 */
export const DistressDevice = z.enum(['sart', 'mob', 'epirb', 'epirb-406', 'plb', 'dsc', 'radio', 'visual', 'other'])
export type DistressDevice = z.infer<typeof DistressDevice>

/** What a call for help has besides the fields of every observation; its `craftId` is the beacon's, or that of who calls. */
export const distressFields = {
  device: DistressDevice,
  /** The device, or who calls, says that it is only tried out. */
  test: z.boolean().default(false),
  longitude: observationFields.longitude.optional(),
  latitude: observationFields.latitude.optional(),
  accuracyMetres: observationFields.accuracyMetres.optional(),
  /** As it was sent or said, as `SART ACTIVE`. */
  text: z.string().trim().min(1).max(200).optional(),
} as const
