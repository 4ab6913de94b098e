import { north, OUTSIDE, type Place } from '../tables/sea.ts'

const CRAFT = ['track:a', 'track:b', 'track:c', 'track:d', 'track:e', 'track:f'] as const
/** Their differences are the boundaries of the rules: 1, 6, 24, 72, 168, 336. */
const ARRIVAL_HOURS = [0, 0, 0.5, 1, 6, 7, 12, 18, 24, 25, 30, 31, 36, 48, 72, 78, 168, 174, 336] as const
/** Longitudes in sixteenths of a degree: whole turns and shifts keep them exact. */
const PLACES: readonly Place[] = [
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

/**
 * What generated logs are made of: few names, few places, few instants, so that conflicts, repeats, retractions, chains of names
 * and exact boundaries meet in almost every log instead of in almost none.
 */
export const pools = {
  craft: CRAFT,
  /** Names a craft may state for itself; `track:x` is never seen, only named. */
  otherNames: [...CRAFT, 'track:x'],
  sources: ['p', 'q'],
  ids: ['1', '2', '3', '4', '5', '6', '7', '8', '9'],
  places: PLACES,
  placesOutside: [OUTSIDE, { longitude: 175, latitude: -29.75 }],
  /** 490, 90, 45, 20 and 15 nm from the line. */
  placesFar: [OUTSIDE, ...[-28.5, -29.25, -29.6875, -29.75].map((latitude) => ({ longitude: 175, latitude }))],
  /** From the first possible arrival. */
  arrivalHours: ARRIVAL_HOURS,
  /** Reports also come long before: 14 d, 60 d. */
  reportHours: [...ARRIVAL_HOURS, -72, -73, -336, -337, -1_440, -1_104],
  offMs: [0, 0, 0, 0, 1, -1],
  people: [0, 1, 2, 5, 10, 15, 16, 20, 30, 31, 40],
} as const
