import type { Expected, ExpectedAlert, ExpectedDistress, ExpectedPicture } from '../expected.ts'
import { playMsAt, type Story, storyTime } from '../story/story.ts'

/** The beacon of the boat in trouble. 970: an AIS-SART (ITU-R M.585); the maker's number 00 is nobody's. */
export const BEACON = { craftId: 'mmsi:970000611', device: 'sart', text: 'SART ACTIVE' } as const

/** Somebody tries a man overboard device out (972). */
export const TRIED_OUT = { craftId: 'mmsi:972000027', device: 'mob', text: 'MOB TEST' } as const

/*
 * Calls for help, by minute of the story:
 * 126  the SART says SART ACTIVE, as yet without a place: an alarm
 * 129  its place, 20 nm east of Banks Peninsula and so outside every area; then every 3 min, adrift, until 240
 * 236  a man overboard device says MOB TEST: a caution, until the log's time is 15 min past the last such message (238)
 *
 * Near the place of minute 240 (173.60 E 43.76 S; a degree of longitude has 60 cos 43.76° = 43.3 nm there):
 *  611  the boat itself, adrift with the beacon                      0 nm                          12 aboard, sighted
 *  614  stands by: 0.010° east = 0.43 nm, 0.005° north = 0.30 nm     √(0.43² + 0.30²) = 0.53 nm    5 aboard, sighted
 *  the freighter: 0.12° east = 5.20 nm, 0.08° north = 4.80 nm        √(5.20² + 4.80²) = 7.08 nm    nobody has said
 *  612 is 16.9 nm away by then, 613 was 12.7 nm away when it was last seen: more than 10.
 *
 * People without permission, written min/likely/max. 611 and 614 never arrive, so they are in no sum of arrivals.
 *  66  all four are sighted, heading in: 12 + 21 + 13 + 5 = 51: an inbound group, a warning
 * 210  612 arrives, 21 sighted at sea: 0/21/21                      not more than 30: no alert
 * 216  613 arrives 1.2 nm from there, 13 sighted: 0/13/13           0 / 21+13 / 21+13  = 0/34/34, likely > 30: warning
 *      Those two exceed alone, and the other two, 17, do not; nor does the second with them, 30: the inbound group is over
 * 226  612 counted ashore, none permitted: 21/21/21                 21 / 34 / 34, min ≤ 30: still a warning
 * 234  613 counted ashore, none permitted: 13/13/13                 34 / 34 / 34, min > 30: alarm
 */
export const distressExpected = (story: Story, startMs: number): Expected => {
  const time = (minute: number) => storyTime(story, startMs, minute)
  return {
    open: [massArrival(time)],
    distress: [calling(time), tried(time)],
    pictures: pictures(story),
    cancelled: [],
  }
}

const tried = (time: (minute: number) => string): ExpectedDistress => ({
  ...TRIED_OUT,
  severity: 'caution',
  test: true,
  firstHeardAt: time(236),
  lastHeardAt: time(238),
  areaId: 'nz',
  place: { longitude: 173.26, latitude: -43.9, observedAt: time(238) },
  near: [],
})

const calling = (time: (minute: number) => string): ExpectedDistress => ({
  ...BEACON,
  severity: 'alarm',
  test: false,
  firstHeardAt: time(126),
  lastHeardAt: time(240),
  areaId: null,
  place: { longitude: 173.6, latitude: -43.76, observedAt: time(240) },
  near: [
    { craftId: 'track:radar-banks-611', distanceNm: 0, aboard: 12 },
    { craftId: 'track:radar-banks-614', distanceNm: 0.53, aboard: 5 },
    { craftId: 'mmsi:636092001', distanceNm: 7.08, aboard: null },
  ],
})

const massArrival = (time: (minute: number) => string): ExpectedAlert => {
  const all = (persons: number, from: number, to: number) => {
    const sum = { persons, from: time(from), to: time(to) }
    return { min: sum, likely: sum, max: sum } // Counted heads: the three numbers are one.
  }
  const seen = (number: number, arrived: number, latitude: number, people: number) => ({
    craftId: `track:radar-banks-${number}`,
    arrivedAt: time(arrived),
    longitude: 173.33,
    latitude,
    unauthorised: { min: people, likely: people, max: people },
    conflicting: [], // The sightings at sea say the same numbers.
  })
  return {
    severity: 'alarm',
    certainty: 'observed',
    unauthorised: { min: 34, likely: 34, max: 34, openEnded: false },
    limbs: {
      sameCraft: { exceeds: null, ...all(21, 210, 210) },
      sameTime: { exceeds: 'observed', ...all(34, 210, 216) },
      samePeriod: { exceeds: 'observed', ...all(34, 210, 216) },
    },
    firstArrivalAt: time(210),
    lastArrivalAt: time(216),
    craft: [seen(612, 210, -43.7, 21), seen(613, 216, -43.68, 13)],
  }
}

const pictures = (story: Story): readonly ExpectedPicture[] => {
  const main = (severity: 'warning' | 'alarm', min: number) => ({
    craftId: 'track:radar-banks-612',
    severity,
    unauthorised: { min, likely: 34, max: 34, openEnded: false },
  })
  const after = (minute: number, because: string, ...open: ExpectedPicture['open']): ExpectedPicture => ({
    afterMs: playMsAt(story, minute),
    because,
    open,
  })
  const group = (arrived: number) => ({
    craftId: 'track:radar-banks-612',
    severity: 'warning' as const,
    unauthorised: { min: 0, likely: 51, max: 51, openEnded: false },
    arrived,
    inbound: 51 - arrived,
  })
  return [
    { ...after(127, 'a SART calls for help 20 miles out, an alarm'), inbound: [group(0)] },
    { ...after(211, 'two of the boats behind it sail on; the first lands 21 people'), inbound: [group(21)] },
    after(217, 'and the second makes it likely', main('warning', 0)),
    after(227, 'the first is counted ashore', main('warning', 21)),
    after(235, 'both are', main('alarm', 34)),
    after(239, 'a man overboard device is tried out, a caution', main('alarm', 34)),
  ]
}
