import { north, OUTSIDE, type Place } from '../tables/sea.ts'

// Few names, few places, few instants: so that conflicts, repeats, retractions, chains of names and exact boundaries
// meet in almost every world instead of in almost none.

export const CRAFT = ['track:a', 'track:b', 'track:c', 'track:d', 'track:e', 'track:f'] as const
/** Names a craft may state for itself; `track:x` is never seen, only named. */
export const OTHER_NAMES = [...CRAFT, 'track:x'] as const
export const SOURCES = ['p', 'q'] as const
export const IDS = ['1', '2', '3', '4', '5', '6', '7', '8', '9'] as const

/** Longitudes in sixteenths of a degree: whole turns and shifts keep them exact. */
export const PLACES: readonly Place[] = [
  north(0),
  north(0),
  north(20),
  north(24 - 1e-4 / 1_852),
  north(24 + 1e-4 / 1_852),
  north(43), // Not 44: from 20 that is 24 but for the last bit, which no two calculations share.
  { longitude: 179.9375, latitude: -35 },
  { longitude: -179.9375, latitude: -35 },
  { longitude: -180, latitude: -35.25 },
]
export const PLACES_OUTSIDE: readonly Place[] = [OUTSIDE, { longitude: 175, latitude: -29.75 }]

/** Hours from the first possible arrival; their differences are the boundaries of the rules: 1, 6, 24, 72, 168, 336. */
export const ARRIVAL_HOURS = [0, 0, 0.5, 1, 6, 7, 12, 18, 24, 25, 30, 31, 36, 48, 72, 78, 168, 174, 336] as const
/** Reports also come long before: 14 d, 60 d. */
export const REPORT_HOURS = [...ARRIVAL_HOURS, -72, -73, -336, -337, -1_440, -1_104] as const
export const OFF_MS = [0, 0, 0, 0, 1, -1] as const

export const PEOPLE = [0, 1, 2, 5, 10, 15, 16, 20, 30, 31, 40] as const
