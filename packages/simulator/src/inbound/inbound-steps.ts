import type { ApproachState, InboundGroupAlert } from '@landfall/contracts'
import { FAR_OUT } from './boats-far-out.ts'
import type { Forecast } from './group-eta.ts'

/** What the inbound group must say, without what follows from it. */
export type InboundStepGroup = {
  readonly severity: InboundGroupAlert['severity']
  readonly likely: number
  readonly min?: number
  readonly arrived?: number
  readonly states: Readonly<Record<string, ApproachState>>
  /** Of the craft heading in. */
  readonly forecasts: readonly Forecast[]
}

type InboundStep = {
  /** By when it is known here. */
  readonly minute: number
  readonly because: string
  readonly group?: InboundStepGroup
}

const [A, B, C] = [FAR_OUT.lands, FAR_OUT.turns, FAR_OUT.drifts]
const [unknown, headingIn, adrift] = ['unknown', 'heading-in', 'adrift'] as const

/** Minute of the fix, knots, and in nm the shortest ray, the likely's, and the longest within twice that. */
const forecast = (
  minute: number,
  knots: number,
  [shortest, likely, longest]: readonly [number, number, number],
  spread = 0.25,
): Forecast => ({ minute, knots, shortest, likely, longest, spread })

/*
 * A is 311, which lands; B 312, which turns away; C 313, which drifts and lands. By the minute in which each is known here; likely people, since
 * all are sightings (0/n/n); what a fix says of the motion is between it and the newest fix at least 60 minutes before it, else the sighting:
 *
 *  30  A sighted 19                      19 are not more than 30
 *  47  B sighted 14                      19 + 14 = 33: caution, nothing is known of their motion
 *  64  C sighted 16                      49
 *  82  A of 65, 45 min after 20: 6.5 kn, both spreads doubled. Heading in: 19 alone are not more than 30: caution, with an ETA
 *  98  C of 75: heading in, 19 + 16 = 35 > 30: warning, 10.4 h before A crosses the line and 10.9 h before it is seen inside
 * 114  B of 70: heading in as well; 172 to 276 the spreads are no longer doubled
 * 260  B of 160, after that of 210 (244): 160 is only 50 min before 210, so all is as it was: no version
 * 324  B of 300: between 210 and 300 it made good 5.9 kn to 318°: passing, 19 + 16 = 35
 * 388  C of 350: 225 to 350 holds 40 min adrift: 4.6 kn
 * 466  C of 440: 0.4 kn since 350: adrift. Heading in are 19: caution
 * 532  C of 505: 5.6 kn since 440: heading in, 35: warning
 * 606  A of 580 is 24.3 nm from C of 505, but A of 490 was 14.5 nm from there: still near
 * 776  A of 750: inside. Arrived 19, inbound 16
 * 858  A counted ashore: 19/19/19, so 19/35/35
 * 940  C of 925: inside, 3.8 nm from A's arrival and within the day: a mass arrival, 19/35/35, likely 35 > 30: warning
 */
export const INBOUND_STEPS: readonly InboundStep[] = [
  { minute: 30, because: 'an aircraft sights 19 people on a boat 90 miles out' },
  {
    minute: 47,
    because: 'and 14 on another; where they are bound nobody knows',
    group: { severity: 'caution', likely: 33, states: { [A]: unknown, [B]: unknown }, forecasts: [] },
  },
  {
    minute: 98,
    because: 'a satellite has heard two of three heading in, ten hours ahead',
    group: {
      severity: 'warning',
      likely: 49,
      states: { [A]: headingIn, [B]: unknown, [C]: headingIn },
      forecasts: [forecast(65, 6.5, [45, 70.9, 115.5], 0.5), forecast(75, 6.5, [47.6, 73.9, 122.5], 0.5)],
    },
  },
  {
    minute: 244,
    because: 'more fixes narrow the forecast',
    group: {
      severity: 'warning',
      likely: 49,
      states: { [A]: headingIn, [B]: headingIn, [C]: headingIn },
      forecasts: [
        forecast(205, 6.5, [33.5, 55.7, 83.8]),
        forecast(210, 6.5, [29.3, 53.7, 79.2]),
        forecast(165, 6.5, [41.8, 64.1, 87.1]),
      ],
    },
  },
  {
    minute: 324,
    because: 'one turns away',
    group: {
      severity: 'warning',
      likely: 35,
      states: { [A]: headingIn, [C]: headingIn },
      forecasts: [forecast(290, 6.5, [29.5, 46.5, 71.3]), forecast(225, 6.5, [40, 57.8, 81.2])],
    },
  },
  {
    minute: 466,
    because: 'another is adrift',
    group: {
      severity: 'caution',
      likely: 35,
      states: { [A]: headingIn, [C]: adrift },
      forecasts: [forecast(430, 6.5, [30.6, 31.3, 49.6])],
    },
  },
  {
    minute: 532,
    because: 'it goes on',
    group: {
      severity: 'warning',
      likely: 35,
      states: { [A]: headingIn, [C]: headingIn },
      forecasts: [forecast(490, 6.5, [24.1, 24.8, 40.1]), forecast(505, 5.6, [39, 40.9, 62.7])],
    },
  },
  {
    minute: 606,
    because: 'the first draws ahead',
    group: {
      severity: 'warning',
      likely: 35,
      states: { [A]: headingIn, [C]: headingIn },
      forecasts: [forecast(580, 6.5, [14.4, 15, 24.7]), forecast(505, 5.6, [39, 40.9, 62.7])],
    },
  },
  {
    minute: 776,
    because: 'the first lands',
    group: {
      severity: 'warning',
      likely: 35,
      arrived: 19,
      states: { [C]: headingIn },
      forecasts: [forecast(740, 6.5, [14, 15.4, 24.8])],
    },
  },
  {
    minute: 858,
    because: 'and is counted ashore',
    group: {
      severity: 'warning',
      likely: 35,
      min: 19,
      arrived: 19,
      states: { [C]: headingIn },
      forecasts: [forecast(800, 6.5, [7.8, 8.9, 15.1])],
    },
  },
  { minute: 940, because: 'the second lands: a mass arrival takes the warning’s place' },
]
