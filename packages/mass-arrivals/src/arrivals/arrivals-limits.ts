import { REJECTED_INPUT_BYTES_MAX } from '@landfall/contracts'
import { JSON_BYTES } from '../json-bytes.ts'

/** How much is kept of a craft, and how much of it a snapshot says. What falls off is answered as rejected. */
export const ARRIVALS_LIMITS = {
  reportsPerMethodMax: 200,
  retractionsMax: 500,
  /** Craft records that state one field, or one name; the latest stay. */
  statementsPerFieldMax: 8,
  /** Other names: the first by code points. */
  namesMax: 64,
  /** Visits in a snapshot: the latest. At the default policy there are 120 in its retention at the most. */
  visitsMax: 1_000,
} as const

const { reportsPerMethodMax, namesMax, visitsMax } = ARRIVALS_LIMITS
const METHODS = 5
const reports = METHODS * reportsPerMethodMax

/**
 * Bytes of one snapshot as JSON, whatever was observed: 2.7 MB of the 4 MiB that its topic takes. Each report is listed once, as
 * the one that counts or as a conflicting one, and perhaps once more for the permission.
 */
export const ARRIVALS_BYTES_MAX =
  2 * reports * JSON_BYTES.report + visitsMax * 400 + namesMax * (JSON_BYTES.craftId + 3) + 4 * JSON_BYTES.label + 2_048

/** Of the words about a refused input; the input is cut by `cutInput`. */
export const REJECTED_LIMITS = { reasonCharactersMax: 1_000, fieldCharactersMax: 200 } as const

/** Bytes of one refused input as JSON, whatever it was: 74 kB. A control character takes six. */
export const REJECTED_BYTES_MAX =
  REJECTED_INPUT_BYTES_MAX + 6 * (REJECTED_LIMITS.reasonCharactersMax + REJECTED_LIMITS.fieldCharactersMax) + 1_024
