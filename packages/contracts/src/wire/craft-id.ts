import { z } from 'zod'

export const CRAFT_ID_PATTERN = /^[A-Za-z][A-Za-z0-9+.-]*:[\x21-\x7e]+$/

/** `scheme:value`, as `mmsi:512000123`, `imo:9074729` or `track:radar3-8841`; at most 64 characters. */
export const CraftId = z
  .string()
  .max(64)
  .regex(CRAFT_ID_PATTERN, 'must be scheme:value in printable ASCII without spaces, as mmsi:512000123')
