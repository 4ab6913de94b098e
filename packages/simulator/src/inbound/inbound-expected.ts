import type { Expected, ExpectedAlert, ExpectedInbound, ExpectedPicture } from '../expected.ts'
import { playMsAt, type Story, storyTime } from '../story/story.ts'
import { FAR_OUT } from './boats-far-out.ts'
import { groupEta } from './group-eta.ts'
import { INBOUND_STEPS, type InboundStepGroup } from './inbound-steps.ts'

const [A, C] = [FAR_OUT.lands, FAR_OUT.drifts]

/** The arithmetic of every step is in inbound-steps.ts. */
export const inboundExpected = (story: Story, startMs: number): Expected => ({
  open: [massArrival((minute) => storyTime(story, startMs, minute))],
  distress: [],
  pictures: pictures(story, startMs),
  cancelled: [],
})

const massArrival = (time: (minute: number) => string): ExpectedAlert => {
  const sum = (persons: number, from: number, to: number) => ({ persons, from: time(from), to: time(to) })
  const one = sum(19, 750, 750)
  return {
    severity: 'warning',
    certainty: 'likely',
    unauthorised: { min: 19, likely: 35, max: 35, openEnded: false },
    limbs: {
      sameCraft: { exceeds: null, min: one, likely: one, max: one },
      sameTime: { exceeds: null, min: one, likely: one, max: one },
      samePeriod: { exceeds: 'likely', min: sum(19, 750, 925), likely: sum(35, 750, 925), max: sum(35, 750, 925) },
    },
    firstArrivalAt: time(750),
    lastArrivalAt: time(925),
    craft: [
      {
        craftId: A,
        arrivedAt: time(750),
        longitude: 172.486,
        latitude: -34.56,
        unauthorised: { min: 19, likely: 19, max: 19 },
        conflicting: [],
      },
      {
        craftId: C,
        arrivedAt: time(925),
        longitude: 172.545,
        latitude: -34.60026,
        unauthorised: { min: 0, likely: 16, max: 16 },
        conflicting: [],
      },
    ],
  }
}

const pictures = (story: Story, startMs: number): readonly ExpectedPicture[] =>
  INBOUND_STEPS.map(({ minute, because, group }) => ({
    afterMs: playMsAt(story, minute + 1),
    because,
    open: minute < 940 ? [] : [{ craftId: A, severity: 'warning', unauthorised: countsOf(35, 19) }],
    inbound: group === undefined ? [] : [asExpected(group, (of) => startMs + (of - story.minutes) * 60_000)],
  }))

const asExpected = (group: InboundStepGroup, msOf: (minute: number) => number): ExpectedInbound => ({
  craftId: A,
  severity: group.severity,
  unauthorised: countsOf(group.likely, group.min),
  arrived: group.arrived ?? 0,
  inbound: group.likely - (group.arrived ?? 0),
  states: group.states,
  eta: groupEta(group.forecasts, msOf),
})

/** Of sightings each is 0/n/n, of heads counted ashore n/n/n. */
const countsOf = (likely: number, min = 0) => ({ min, likely, max: likely, openEnded: false })
