import {
  type Alert,
  DIAGNOSTIC_TITLES,
  DISTRESS_DEVICE_TITLES,
  type DiagnosticAlert,
  type DistressAlert,
  describeLaw,
  type MassArrivalAlert,
  type SourceLimitAlert,
  type SourceSilentAlert,
} from '@landfall/contracts'
import { type CapContent, capCircle, capPeople } from './cap-content.ts'
import { inboundCapContent } from './inbound-cap-content.ts'
import type { Element } from './write-xml.ts'

/** Whatever is no call for help may be a rescue before it is anything else. */
const ANY = ['Security', 'Rescue'] as const
const CRAFT_IN_AREA_MAX = 500

/** The one place that puts a kind of alert into words for CAP. `areaName` is the name of the alert's area. */
export const capContentOf = (alert: Alert, areaName: string): CapContent => {
  switch (alert.kind) {
    case 'diagnostic':
      return diagnosticContent(alert)
    case 'distress':
      return distressContent(alert, areaName)
    case 'inbound-group':
      return inboundCapContent(alert, areaName)
    case 'mass-arrival':
      return massArrivalContent(alert, areaName)
    case 'source-limit':
      return sourceLimitContent(alert)
    case 'source-silent':
      return sourceSilentContent(alert)
    default:
      return alert satisfies never
  }
}

const massArrivalContent = (alert: MassArrivalAlert, areaName: string): CapContent => {
  const {
    status,
    severity,
    craft,
    craftMore = 0,
    threshold,
    unauthorised,
    certainty,
    firstArrivalAt,
    lastArrivalAt,
  } = alert
  const ended = status === 'open' ? '' : `${status}: `
  return {
    categories: ANY,
    event: 'Possible mass arrival by sea',
    headline: `${ended}${severity}, ${capPeople(alert)} on ${craft.length + craftMore} craft`,
    description: [
      `${capPeople(alert)}; a mass arrival is more than ${threshold}. ${describeLaw(alert)}`,
      `Certainty: ${certainty}. First arrival ${firstArrivalAt}, last ${lastArrivalAt}.`,
      ...craft.map(describeCraft),
      ...(craftMore === 0 ? [] : [`And ${craftMore} more craft.`]),
    ].join('\n'),
    onset: firstArrivalAt,
    parameters: [
      ['landfall:threshold', String(threshold)],
      ['landfall:unauthorised', `${unauthorised.min}/${unauthorised.likely}/${unauthorised.max}`],
    ],
    area: [
      ['areaDesc', `${areaName}: places of arrival`],
      ...craft.slice(0, CRAFT_IN_AREA_MAX).map((one): Element => ['circle', capCircle(one)]),
    ],
  }
}

const distressContent = (alert: DistressAlert, areaName: string): CapContent => {
  const { status, test, device, craftId, text, place, firstHeardAt, lastHeardAt, heardBy, areaId } = alert
  const ended = status === 'open' ? '' : `${status}: `
  const what = `${test ? 'test of ' : ''}${DISTRESS_DEVICE_TITLES[device]} ${craftId}`
  const where = place === null ? 'place not known' : `at ${place.latitude}, ${place.longitude}`
  return {
    categories: ['Rescue'],
    event: test ? 'Test of a distress device' : 'Distress at sea',
    headline: `${ended}${what}, ${where}`,
    description: [
      `${DISTRESS_DEVICE_TITLES[device]} ${craftId}, first heard ${firstHeardAt}, last ${lastHeardAt} by ${heardBy.id}.`,
      ...(text === null ? [] : [`It says: ${text}.`]),
      place === null
        ? 'Its place is not known.'
        : `It was at ${place.latitude}, ${place.longitude} at ${place.observedAt}.`,
      test ? 'A test: nobody is in distress.' : 'Silence does not end it: a person does.',
    ].join('\n'),
    onset: firstHeardAt,
    parameters: [
      ['landfall:craftId', craftId],
      ['landfall:device', device],
    ],
    area: [
      ['areaDesc', areaId === null ? 'At sea, in no one watched area' : `${areaName}: place of the device`],
      ...(place === null ? [] : [['circle', capCircle(place)] satisfies Element]),
    ],
  }
}

const sourceSilentContent = (alert: SourceSilentAlert): CapContent => {
  const { source, status, lastHeardAt, expectedIntervalSeconds } = alert
  const isOpen = status === 'open'
  const name = `${source.id} (${source.kind})`
  const expected = `it is expected every ${expectedIntervalSeconds} s.`
  return {
    categories: ANY,
    event: 'Source of observations silent',
    headline: `source ${source.id} ${isOpen ? 'silent since' : 'heard again, was silent since'} ${lastHeardAt}`,
    description: isOpen
      ? `${name} was last heard ${lastHeardAt}; ${expected} Until it is heard again, an empty sea there means nothing.`
      : `${name} had been silent since ${lastHeardAt}; ${expected}`,
    onset: null,
    parameters: [],
    area: [['areaDesc', 'Every area this source reports from']],
  }
}

const sourceLimitContent = ({ status, sourcesMax, reachedAt }: SourceLimitAlert): CapContent => {
  const isOpen = status === 'open'
  return {
    categories: ANY,
    event: 'More sources of observations than are watched',
    headline: `limit of ${sourcesMax} watched sources ${isOpen ? 'reached' : 'no longer reached, was since'} ${reachedAt}`,
    description: isOpen
      ? 'A source that is new, and not configured, will not be missed if it falls silent. Watched sources are watched as before.'
      : 'New sources are watched again.',
    onset: null,
    parameters: [],
    area: [['areaDesc', 'Every area']],
  }
}

const diagnosticContent = (alert: DiagnosticAlert): CapContent => {
  const { status, cause, subject, detail, count, firstAt, lastAt } = alert
  return {
    categories: ANY,
    event: `About the system itself: ${DIAGNOSTIC_TITLES[cause]}`,
    headline: `${status === 'open' ? '' : 'no longer: '}${DIAGNOSTIC_TITLES[cause]}: ${subject}`,
    description: `${detail}. ${count} times from ${firstAt} to ${lastAt}.`,
    onset: null,
    parameters: [],
    area: [['areaDesc', 'Every area']],
  }
}

const describeCraft = ({ craftId, arrivedAt, unauthorised }: MassArrivalAlert['craft'][number]): string => {
  const { min, likely, max } = unauthorised
  return `${craftId} arrived ${arrivedAt}: ${min} to ${max ?? 'more'} (likely ${likely}).`
}
