import { countedPeople, type InboundGroupAlert, type MassArrivalAlert } from '@landfall/contracts'
import type { Element } from './write-xml.ts'

/** What a CAP message says of an alert in the words of its kind. */
export type CapContent = {
  readonly categories: readonly ('Security' | 'Rescue')[]
  readonly event: string
  /** One sentence that can be read out. */
  readonly headline: string
  /** The counts and the craft, as a person would write them down. */
  readonly description: string
  /** Where the severity does not say how soon to act. */
  readonly urgency?: 'Expected'
  /** When it began or is expected to, ISO 8601; null where that is not known. */
  readonly onset: string | null
  readonly parameters: readonly (readonly [name: string, value: string])[]
  readonly area: readonly Element[]
}

/** `20 to 42 people (likely 31) without permission` */
export const capPeople = (alert: MassArrivalAlert | InboundGroupAlert): string => {
  const { min, likely, max, openEnded } = alert.unauthorised
  return min === max && !openEnded
    ? `${min} people ${countedPeople(alert)}`
    : `${min} to ${max}${openEnded ? ' or more' : ''} people (likely ${likely}) ${countedPeople(alert)}`
}

const CIRCLE_RADIUS_KM = 5

type Place = { readonly latitude: number; readonly longitude: number }

/** A circle round a place as CAP writes it. */
export const capCircle = ({ latitude, longitude }: Place): string => `${latitude},${longitude} ${CIRCLE_RADIUS_KM}`
