import type { ApproachState, Certainty, DistressDevice, Eta, InboundGroupAlert, Severity } from '@landfall/contracts'

export type ExpectedPersons = {
  readonly min: number
  readonly likely: number
  readonly max: number
  readonly openEnded: boolean
}

export type ExpectedSum = { readonly persons: number; readonly from: string; readonly to: string }

export type ExpectedLimb = {
  readonly exceeds: Certainty | null
  readonly min: ExpectedSum
  readonly likely: ExpectedSum
  readonly max: ExpectedSum
}

export type ExpectedCraft = {
  readonly craftId: string
  readonly arrivedAt: string
  readonly longitude: number
  readonly latitude: number
  readonly unauthorised: { readonly min: number; readonly likely: number; readonly max: number | null }
  /** observationIds of the reports that contradict the picked one. */
  readonly conflicting: readonly string[]
}

/** What an open alert must contain. Ids and versions depend on the order of arrival, so they are left out. */
export type ExpectedAlert = {
  readonly severity: Severity
  readonly certainty: Certainty
  readonly unauthorised: ExpectedPersons
  readonly limbs: {
    readonly sameCraft: ExpectedLimb
    readonly sameTime: ExpectedLimb
    readonly samePeriod: ExpectedLimb
  }
  readonly firstArrivalAt: string
  readonly lastArrivalAt: string
  readonly craft: readonly ExpectedCraft[]
}

/** What an open call for help must say, whenever its newest version is from the last of its messages. */
export type ExpectedDistress = {
  readonly craftId: string
  readonly device: DistressDevice
  readonly test: boolean
  readonly severity: Severity
  readonly text: string
  readonly areaId: string | null
  readonly place: { readonly longitude: number; readonly latitude: number; readonly observedAt: string } | null
  readonly firstHeardAt: string
  readonly lastHeardAt: string
  /** The craft near it, the nearest first; how many are aboard, null where nobody has said. */
  readonly near: readonly { readonly craftId: string; readonly distanceNm: number; readonly aboard: number | null }[]
}

/** What matters of one open alert at a moment of a play in order. `craftId` is one of its craft and identifies it. */
export type ExpectedGist = {
  readonly craftId: string
  readonly severity: Severity
  readonly unauthorised: ExpectedPersons
}

/** What an open alert of an inbound group must say at a moment of a play in order. `craftId` is one of its craft and identifies it. */
export type ExpectedInbound = {
  readonly craftId: string
  readonly severity: InboundGroupAlert['severity']
  readonly unauthorised: ExpectedPersons
  readonly arrived: number
  readonly inbound: number
  /** Of the craft that approach. Absent, with `eta`, where plots are so dense that it depends on the clock which of them are fixes. */
  readonly states?: Readonly<Record<string, ApproachState>>
  readonly eta?: Eta | null
}

/** The open alerts once everything sent up to `afterMs` has been processed, played in order. */
export type ExpectedPicture = {
  readonly afterMs: number
  readonly because: string
  readonly open: readonly ExpectedGist[]
  /** Inbound groups; absent where nobody who approaches could make a mass arrival. */
  readonly inbound?: readonly ExpectedInbound[]
}

export type Expected = {
  /** Open alerts at the end, whatever the order of sending. Empty: the scenario must raise none. */
  readonly open: readonly ExpectedAlert[]
  /** Calls for help that are open at the end, and tests, which end 15 minutes after their last message. */
  readonly distress: readonly ExpectedDistress[]
  /** How the picture changes when played in order. */
  readonly pictures: readonly ExpectedPicture[]
  /** Severities of the alerts that were raised and then cancelled, played in order. */
  readonly cancelled: readonly Severity[]
}

export const NO_ALERTS: Expected = { open: [], distress: [], pictures: [], cancelled: [] }
