import { JSON_BYTES } from '../json-bytes.ts'

/** How much evidence an alert lists, at most (design §4.11). Its numbers are those of all of it. */
export const ALERT_LIMITS = {
  /** Visits: those with the most people stay. */
  craftMax: 100,
  /** Other names of one craft: those that were seen in the area stay. */
  namesPerCraftMax: 16,
  /** Conflicting reports of all craft together. */
  conflictsMax: 200,
} as const

const { craftMax, namesPerCraftMax, conflictsMax } = ALERT_LIMITS

/** Field names, time, place and figures. */
const VISIT_BYTES = JSON_BYTES.craftId + JSON_BYTES.label + 600
/** With quotes and a comma. */
const OTHER_NAME_BYTES = JSON_BYTES.craftId + 3
/** Field names, times and two figures. */
const LINK_BYTES = 2 * JSON_BYTES.craftId + 250
/** All that is not evidence: ids, counts, limbs, reason, changes, safety. */
const HEAD_BYTES = 4_096

/**
 * Bytes of one alert version as JSON, whatever was observed: 840 kB. Below 1 MiB, so that one alert never makes a subscriber a
 * slow reader, and far below what its topic (16 MiB) and a producer (16 MB) take. There are fewer listed links than craft.
 */
export const ALERT_BYTES_MAX =
  HEAD_BYTES +
  craftMax * (VISIT_BYTES + namesPerCraftMax * OTHER_NAME_BYTES + 2 * JSON_BYTES.report + LINK_BYTES) +
  conflictsMax * JSON_BYTES.report
