import { REJECTED_INPUT_BYTES_MAX } from '@landfall/contracts'
import { JSON_BYTES } from '../json-bytes.ts'

/** How much is kept of a craft, and how much of it a snapshot says. What falls off is answered as rejected. */
export const ARRIVALS_LIMITS = {
  reportsPerMethodMax: 200,
  retractionsMax: 500,
  /** Spans of positions that were taken back: the latest. */
  positionRetractionsMax: 100,
  /** Craft records that state one field, or one name; the latest stay. */
  statementsPerFieldMax: 8,
  /** Other names: the first by code points. */
  namesMax: 64,
  /** Visits in a snapshot: the latest. At the default policy there are 120 in its retention at the most. */
  visitsMax: 1_000,
} as const

const { reportsPerMethodMax, retractionsMax, positionRetractionsMax, statementsPerFieldMax, namesMax, visitsMax } =
  ARRIVALS_LIMITS
const METHODS = 5
const reports = METHODS * reportsPerMethodMax

/** Fixes, rays and the rest of a forecast as JSON; of reports the two picked ones and 20 conflicting ones. */
export const APPROACH_BYTES_MAX = 22 * JSON_BYTES.report + 4_096

/**
 * Bytes of one snapshot as JSON, whatever was observed: 2.7 MB of the 4 MiB that its topic takes. Each report is listed once, as
 * the one that counts or as a conflicting one, and perhaps once more for the permission.
 */
export const ARRIVALS_BYTES_MAX =
  APPROACH_BYTES_MAX +
  2 * reports * JSON_BYTES.report +
  visitsMax * 400 +
  namesMax * (JSON_BYTES.craftId + 3) +
  4 * JSON_BYTES.label +
  2_048

/** Craft records that can be the latest for something: one of eight fields, or one of the names. */
const statements = statementsPerFieldMax * (8 + namesMax)

/**
 * Bytes of a craft's records as they are stored, its tracks not counted: 7.5 MB, whatever was observed. With each come its key,
 * which repeats source and id, and when it came.
 */
export const CRAFT_RECORDS_BYTES_MAX =
  reports * (JSON_BYTES.craftId + 2 * JSON_BYTES.recordKey + 700) +
  retractionsMax * (JSON_BYTES.craftId + 3 * JSON_BYTES.recordKey + 500) +
  positionRetractionsMax * (JSON_BYTES.craftId + 2 * JSON_BYTES.recordKey + 500) +
  statements *
    (JSON_BYTES.craftId + 2 * JSON_BYTES.recordKey + 4 * JSON_BYTES.label + 16 * (JSON_BYTES.craftId + 3) + 600)

/** Of the words about a refused input; the input is cut by `cutInput`. */
export const REJECTED_LIMITS = { reasonCharactersMax: 1_000, fieldCharactersMax: 200 } as const

/** Bytes of one refused input as JSON, whatever it was: 74 kB. A control character takes six. */
export const REJECTED_BYTES_MAX =
  REJECTED_INPUT_BYTES_MAX + 6 * (REJECTED_LIMITS.reasonCharactersMax + REJECTED_LIMITS.fieldCharactersMax) + 1_024
