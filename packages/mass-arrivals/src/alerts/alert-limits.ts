import { JSON_BYTES } from '../json-bytes.ts'

/**
 * Bytes of one alert version as JSON, whatever was observed: 2 MiB, far below what its topic (16 MiB) and a producer (16 MB)
 * take. Its numbers are those of all visits, listed or not (design §4.11).
 */
export const ALERT_BYTES_MAX = 2_097_152

/** All that is not evidence: ids, counts, limbs, reason, changes, safety. */
const HEAD_BYTES_MAX = 4_096

/** How much evidence an alert lists, at most. */
export const ALERT_LIMITS = {
  /**
   * Of all visits and links. An ordinary visit takes up to 1,500 bytes: an id, a name, and three reports whose ids have up to 64
   * characters. So 1,000 of them are always listed whole.
   */
  evidenceBytesMax: ALERT_BYTES_MAX - HEAD_BYTES_MAX,
  /** Other names of one craft: those that were seen in the area stay. */
  namesPerCraftMax: 16,
  /** Conflicting reports of one visit where not all evidence fits: those that widen max stay. */
  conflictsPerCraftMax: 2,
} as const

/** Of a link with its comma: field names, times and two figures beside the ids. A listed visit has one at most. */
export const LINK_BYTES_MAX = 2 * JSON_BYTES.craftId + 244

/** Of a link of an inbound group, which may name the fix that makes it. */
export const INBOUND_LINK_BYTES_MAX = LINK_BYTES_MAX + 140
