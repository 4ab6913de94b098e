import type { Expected, ExpectedAlert, ExpectedGist, ExpectedPicture } from '../expected.ts'
import { playedId, playMsAt, type Story, storyTime } from '../story/story.ts'

/*
 * Written min/likely/max. Arrivals by minute of the story: cape boat 60 by radar (4401) and 72 by aircraft (0412),
 * Great Exhibition Bay 100 (4407), Karikari 150, after the late plots 115 (4412), Whangaroa 450 (4431).
 * Distances of neighbouring arrivals: 4401–0412 1.6 nm, 4401–4407 10.5, 4407–4412 16, 4412–4431 17 (the tests measure
 * them): all below 24 nm, so they are one cluster; all arrivals lie within 24 h.
 *
 *  80  0412 sighted 18–25, likely 20: 0/20/25                                          0/20/25, no alert
 * 126  4407 estimated 6–12, likely 8: 0/8/12          0+0 / 20+8 / 25+12           =  0/28/37, max > 30: caution
 * 180  4412 sighted 9: 0/9/9                          0 / 28+9 / 37+9              =  0/37/46, likely > 30: warning
 * 255  late plots: 4412 arrived at 115, so within the hour of 72                      0/37/46, now also at the same time
 * 285  4401 estimated 15–24, likely 19: 0/19/24       0 / 37+19 / 46+24            =  0/56/70
 * 330  4401 is 0412: of each number the larger        0 / 56−19 / 70−24            =  0/37/46
 * 375  4401 boarded: 22, none permitted: 22/22/22; with 0412 22/22/25
 *                                                     22 / 22+8+9 / 25+12+9        = 22/39/46, min ≤ 30: still warning
 * 435  4407 counted ashore: 11, none permitted        22+11 / 22+11+9 / 25+11+9    = 33/42/45, min > 30: alarm
 * 495  4412 sighted again: 7. The later sighting is picked; the earlier (9) contradicts it and is of the same method, so
 *      max stays 9: 0/7/9                             33+0 / 33+7 / 36+9           = 33/40/45
 * 540  4431 sighted 4–9, likely 6: 0/6/9              33 / 40+6 / 45+9             = 33/46/54
 *
 * Off Great Barrier (0077):
 * 200  "forty or more" sighted: 0/40/open; open counts 3 × max(1, 40, 40 − 0) = 120   0/40/120: warning
 * 300  12 sighted, 12 permitted: picked as the later sighting: 0/0/0. The call contradicts it, same method, so
 *      max is open: 3 × max(1, 0, 40 − 12) = 84                                       0/0/84: caution
 * 480  the call is taken back: 0/0/0, excluded: cancelled
 */
export const northlandExpected = (story: Story, startMs: number): Expected => ({
  open: [mainAlert((minute) => storyTime(story, startMs, minute), playedId(startMs, 'fishing-vessel-1'))],
  distress: [],
  pictures: pictures(story),
  cancelled: ['caution'],
})

const mainAlert = (time: (minute: number) => string, contradicting: string): ExpectedAlert => {
  const sum = (persons: number, from: number, to: number) => ({ persons, from: time(from), to: time(to) })
  const seen = (
    craftId: string,
    arrived: number,
    longitude: number,
    latitude: number,
    counts: readonly [number, number, number],
  ) => ({
    craftId,
    arrivedAt: time(arrived),
    longitude,
    latitude,
    unauthorised: { min: counts[0], likely: counts[1], max: counts[2] },
    conflicting: craftId === 'track:radar-north-4412' ? [contradicting] : [],
  })
  return {
    severity: 'alarm',
    certainty: 'observed',
    unauthorised: { min: 33, likely: 46, max: 54, openEnded: false },
    limbs: {
      // The cape boat: 22 and 22 from the radar's visit (60), 25 from the aircraft's (72).
      sameCraft: { exceeds: null, min: sum(22, 60, 60), likely: sum(22, 60, 60), max: sum(25, 72, 72) },
      // The hour from 60: cape, Exhibition Bay, Karikari.
      sameTime: { exceeds: 'observed', min: sum(33, 60, 115), likely: sum(40, 60, 115), max: sum(45, 60, 115) },
      samePeriod: { exceeds: 'observed', min: sum(33, 60, 450), likely: sum(46, 60, 450), max: sum(54, 60, 450) },
    },
    firstArrivalAt: time(60),
    lastArrivalAt: time(450),
    craft: [
      seen('track:radar-north-4401', 60, 173.2, -34.45, [22, 22, 22]),
      seen('sighting:aircraft-0412', 72, 173.22, -34.47, [0, 20, 25]),
      seen('track:radar-north-4407', 100, 173.15, -34.62, [11, 11, 11]),
      seen('track:radar-north-4412', 115, 173.47, -34.66, [0, 7, 9]),
      seen('track:radar-north-4431', 450, 173.68, -34.88, [0, 6, 9]),
    ],
  }
}

const pictures = (story: Story): readonly ExpectedPicture[] => {
  const main = (severity: ExpectedGist['severity'], min: number, likely: number, max: number): ExpectedGist => ({
    craftId: 'track:radar-north-4407',
    severity,
    unauthorised: { min, likely, max, openEnded: false },
  })
  const side = (severity: ExpectedGist['severity'], likely: number, max: number): ExpectedGist => ({
    craftId: 'sighting:hotline-77',
    severity,
    unauthorised: { min: 0, likely, max, openEnded: true },
  })
  const after = (minute: number, because: string, ...open: readonly ExpectedGist[]): ExpectedPicture => ({
    afterMs: playMsAt(story, minute + 0.5),
    because,
    open,
  })
  return [
    after(100, 'one boat of at most 25 raises no alert'),
    after(126, 'a second boat makes it possible', main('caution', 0, 28, 37)),
    after(180, 'a third makes it likely', main('warning', 0, 37, 46)),
    after(200, 'a call from Great Barrier', main('warning', 0, 37, 46), side('warning', 40, 120)),
    after(285, 'the same boat is counted under two names', main('warning', 0, 56, 70), side('warning', 40, 120)),
    after(300, 'a lower recount leaves a caution', main('warning', 0, 56, 70), side('caution', 0, 84)),
    after(330, 'two names are one boat', main('warning', 0, 37, 46), side('caution', 0, 84)),
    after(375, 'boarded', main('warning', 22, 39, 46), side('caution', 0, 84)),
    after(435, 'counted ashore', main('alarm', 33, 42, 45), side('caution', 0, 84)),
    after(480, 'the call is taken back', main('alarm', 33, 42, 45)),
    after(495, 'corrected down', main('alarm', 33, 40, 45)),
    after(540, 'a fourth boat', main('alarm', 33, 46, 54)),
  ]
}
