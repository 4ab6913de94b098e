import { Alert } from '@landfall/contracts'
import type { AlertVersion } from '../domain/alert-version.ts'
import type { CapContent } from './cap-content.ts'
import { capContentOf } from './cap-content-of.ts'
import { type Element, writeXml } from './write-xml.ts'

type VersionName = Pick<AlertVersion, 'alertId' | 'version' | 'timeMs'>

export type CapSpec = {
  readonly version: AlertVersion
  /** All versions before it, oldest first. */
  readonly earlier: readonly VersionName[]
  /** In the form CAP requires: no spaces, commas, < or &. */
  readonly sender: string
  readonly senderName: string
  readonly areaName: string
}

/** As CAP recommends for a headline. */
const HEADLINE_CHARACTERS_MAX = 160

const CAP_SEVERITY = { alarm: 'Severe', warning: 'Moderate', caution: 'Minor' } as const
const CAP_URGENCY = { alarm: 'Immediate', warning: 'Expected', caution: 'Future' } as const
const CAP_CERTAINTY = { observed: 'Observed', likely: 'Likely', possible: 'Possible' } as const

/**
 * Writes one version of an alert in the Common Alerting Protocol 1.2 (OASIS, ITU-T X.1303bis). Returns null for an alert of
 * a kind from a later contract: this version cannot put it into words.
 */
export const writeCap = (spec: CapSpec): string | null => {
  const { version, earlier } = spec
  const parsed = Alert.safeParse(JSON.parse(version.json.toString()))
  if (!parsed.success) return null
  const alert = parsed.data
  const root: Element = [
    'alert',
    [
      ['identifier', identifierOf(version)],
      ['sender', spec.sender],
      ['sent', capTime(version.timeMs)],
      ['status', alert.exercise ? 'Exercise' : 'Actual'],
      ['msgType', msgTypeOf(alert, earlier.length)],
      ['scope', 'Restricted'],
      [
        'restriction',
        'For maritime rescue, border and police authorities. An indicator with its evidence, not a finding.',
      ],
      alert.reason === null ? null : ['note', alert.reason],
      earlier.length === 0 ? null : ['references', earlier.map((one) => referenceTo(spec.sender, one)).join(' ')],
      ['info', infoOf(alert, spec, version)],
    ],
  ]
  return `<?xml version="1.0" encoding="UTF-8"?>\n${writeXml(root, ' xmlns="urn:oasis:names:tc:emergency:cap:1.2"')}`
}

const msgTypeOf = (alert: Alert, earlier: number): string => {
  if (earlier === 0) return 'Alert'
  return alert.status === 'open' ? 'Update' : 'Cancel'
}

/** Without spaces, commas, < and &, as CAP requires in references. */
const identifierOf = ({ alertId, version }: VersionName): string => `${alertId.replace(/[\s,<&]/g, '-')}.v${version}`

const referenceTo = (sender: string, version: VersionName): string =>
  `${sender},${identifierOf(version)},${capTime(version.timeMs)}`

/** CAP requires a numeric offset; UTC is written as -00:00. */
const capTime = (timeMs: number): string => `${new Date(timeMs).toISOString().slice(0, 19)}-00:00`

const infoOf = (alert: Alert, spec: CapSpec, version: AlertVersion): readonly (Element | null)[] => {
  const content = capContentOf(alert, spec.areaName)
  return [
    ['language', 'en-NZ'],
    ...content.categories.map((category): Element => ['category', category]),
    ['event', content.event],
    ['responseType', alert.status === 'open' ? 'Assess' : 'AllClear'],
    ['urgency', alert.status === 'open' ? (content.urgency ?? CAP_URGENCY[alert.severity]) : 'Past'],
    ['severity', CAP_SEVERITY[alert.severity]],
    ['certainty', CAP_CERTAINTY[alert.certainty]],
    namedValue('eventCode', 'landfall:kind', alert.kind),
    ['effective', capTime(version.timeMs)],
    content.onset === null ? null : ['onset', capTime(Date.parse(content.onset))],
    ['senderName', spec.senderName],
    ['headline', headlineOf(alert, content, version)],
    ['description', content.description],
    ['instruction', 'Lives at sea come first: this may be a rescue before it is anything else.'],
    ...parametersOf(alert, content, version),
    ['area', content.area.map((element) => withName(element, version))],
  ]
}

const headlineOf = ({ exercise }: Alert, { headline }: CapContent, { place }: AlertVersion): string =>
  `${exercise ? 'EXERCISE EXERCISE EXERCISE: ' : ''}${headline}${place === null ? '' : `, ${place.text}`}`.slice(
    0,
    HEADLINE_CHARACTERS_MAX,
  )

/** The place by its name, before what the kind of alert says of its area. */
const withName = (element: Element, { place }: AlertVersion): Element =>
  element[0] === 'areaDesc' && place !== null ? ['areaDesc', `${place.text}. ${String(element[1])}`] : element

const parametersOf = (alert: Alert, content: CapContent, { version }: AlertVersion): readonly Element[] => {
  const parameters: (readonly [name: string, value: string])[] = [
    ['landfall:alertId', alert.alertId],
    ['landfall:version', String(version)],
    ['landfall:status', alert.status],
    ['landfall:severity', alert.severity],
    ...content.parameters,
  ]
  if (alert.supersededBy !== null) parameters.push(['landfall:supersededBy', alert.supersededBy])
  return parameters.map(([name, value]) => namedValue('parameter', name, value))
}

const namedValue = (element: string, name: string, value: string): Element => [
  element,
  [
    ['valueName', name],
    ['value', value],
  ],
]
