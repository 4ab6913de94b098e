import type { AlertView, Severity } from '@landfall/contracts'
import { anAlert } from '@landfall/testkit'

const PLACES = [
  ['North Cape', 173.05, -34.4],
  ['Tauranga', 176.2, -37.6],
  ['East Cape', 178.5, -37.7],
  ['Gisborne', 178, -38.7],
  ['Cook Strait', 174.5, -41.3],
  ['Banks Peninsula', 173.1, -43.8],
  ['Waitangi', -176.5, -43.9],
] as const

const EXERCISE_EACH = 50
const KNOWN_EACH = 3

/** So many open alerts along a coast: alarms, warnings and cautions, a third of them acknowledged, each 50th an exercise. */
export const floodAlerts = (count: number, nowMs: number): AlertView[] =>
  Array.from({ length: count }, (_, i) => {
    const [name, longitude, latitude] = PLACES[i % PLACES.length] ?? PLACES[0]
    const at = (minutes: number) => new Date(nowMs - minutes * 60_000).toISOString()
    const severity: Severity = i % 20 === 7 ? 'caution' : i % 3 === 0 ? 'alarm' : 'warning'
    const place = { longitude: longitude + (i % 10) / 50, latitude: latitude + (i % 11) / 50 }
    const [craft] = anAlert().craft
    const isKnown = i % KNOWN_EACH === 1
    return {
      ...anAlert({
        alertId: `nz-${i}`,
        severity,
        exercise: i % EXERCISE_EACH === EXERCISE_EACH - 1,
        unauthorised: { min: 20 + i, likely: 31 + i, max: 60 + i, openEnded: false },
        craft: craft === undefined ? [] : [{ ...craft, ...place, craftId: `mmsi:${512_000_000 + i}` }],
        firstArrivalAt: at(60),
        lastArrivalAt: at(50),
      }),
      place: { text: `${1 + (i % 19)} nm N of ${name}`, name, distanceMetres: 1_852, direction: 'N', ...place },
      state: isKnown ? 'acknowledged' : 'unacknowledged',
      listed: true,
      raisedAt: at(1 + (i % 40)),
      updatedAt: at(1),
      acknowledgement: isKnown ? { at: at(1), operator: 'ben', note: null, version: 1 } : null,
      silencedUntil: null,
      escalatedAt: null,
      closed: null,
      notes: [],
      notesMore: 0,
      allowedActions: isKnown ? ['silence', 'note', 'close'] : ['acknowledge', 'silence', 'note', 'close'],
    }
  })
