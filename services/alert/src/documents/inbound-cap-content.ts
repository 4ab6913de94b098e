import { describeLaw, type InboundCraft, type InboundGroupAlert } from '@landfall/contracts'
import { type CapContent, capCircle, capPeople } from './cap-content.ts'
import type { Element } from './write-xml.ts'

const CRAFT_IN_AREA_MAX = 500
const PLACES_IN_WORDS_MAX = 10

/** An inbound group in the words of CAP: where it would arrive, or is while nobody knows that, and from when. */
export const inboundCapContent = (alert: InboundGroupAlert, areaName: string): CapContent => {
  const { status, severity, craft, craftMore = 0, threshold, unauthorised, arrived, inbound, certainty, eta } = alert
  const ended = status === 'open' ? '' : `${status}: `
  const expected =
    eta === null ? 'time of arrival not known' : `expected ${toMinute(eta.earliest)} to ${toMinute(eta.latest)}`
  return {
    categories: ['Security', 'Rescue'],
    urgency: 'Expected',
    event: 'Possible mass arrival by sea, not yet arrived',
    headline: `${ended}${severity}, ${capPeople(alert)} inbound on ${craft.length + craftMore} craft, ${expected}`,
    description: [
      `${capPeople(alert)}, likely ${arrived} that arrived and ${inbound} that approach; a mass arrival is more than ${threshold}. ${describeLaw(alert)}`,
      `Certainty: ${certainty}. ${eta === null ? 'When they arrive is not known.' : `Earliest arrival ${eta.earliest}, likely ${eta.likely}, latest ${eta.latest}.`}`,
      ...craft.map(describeCraft),
      ...(craftMore === 0 ? [] : [`And ${craftMore} more craft.`]),
    ].join('\n'),
    onset: eta?.earliest ?? null,
    parameters: [
      ['landfall:threshold', String(threshold)],
      ['landfall:unauthorised', `${unauthorised.min}/${unauthorised.likely}/${unauthorised.max}`],
    ],
    area: [
      ['areaDesc', `${areaName}: approaches, ${placesOf(craft)}`],
      ...craft.slice(0, CRAFT_IN_AREA_MAX).map((one): Element => ['circle', capCircle(one.approach?.crossing ?? one)]),
    ],
  }
}

const describeCraft = ({ craftId, arrivedAt, approach, unauthorised }: InboundCraft): string => {
  const { min, likely, max } = unauthorised
  const people = `${min} to ${max ?? 'more'} (likely ${likely})`
  if (approach === null) return `${craftId} arrived ${arrivedAt}: ${people}.`
  const { state, last, eta, distanceToAreaNm } = approach
  const when = eta === null ? '' : `, expected ${eta.earliest} to ${eta.latest}`
  return `${craftId} ${state} at ${last.latitude}, ${last.longitude} at ${last.at}, ${distanceToAreaNm} nm off${when}: ${people}.`
}

const placesOf = (craft: readonly InboundCraft[]): string => {
  const crossings = craft.flatMap(({ approach }) => approach?.crossing ?? [])
  if (crossings.length === 0) return 'places of the craft'
  const places = crossings
    .slice(0, PLACES_IN_WORDS_MAX)
    .map(({ latitude, longitude }) => `${latitude.toFixed(2)}, ${longitude.toFixed(2)}`)
  const more = crossings.length - places.length
  return `arrival expected near ${places.join('; ')}${more === 0 ? '' : ` and ${more} more places`}`
}

/** `2026-11-23T07:00Z`: a headline is short, and an ETA is in steps of five minutes. */
const toMinute = (at: string): string => `${at.slice(0, 16)}Z`
