import { Alert, type MassArrivalAlert } from '@landfall/contracts'
import type { AlertVersion } from '../domain/alert-version.ts'
import { describeCounts, headlineOf } from './describe-alert.ts'
import { type Element, writeXml } from './write-xml.ts'

export type CapSpec = {
  /** All versions up to the one that is written, oldest first. */
  readonly versions: readonly AlertVersion[]
  /** Who sends, as CAP wants it: no spaces, commas, < or &. */
  readonly sender: string
  readonly senderName: string
  readonly areaName: string
}

const CIRCLE_RADIUS_KM = 5
const CRAFT_IN_AREA_MAX = 500

const CAP_SEVERITY = { alarm: 'Severe', warning: 'Moderate', caution: 'Minor' } as const
const CAP_URGENCY = { alarm: 'Immediate', warning: 'Expected', caution: 'Future' } as const
const CAP_CERTAINTY = { observed: 'Observed', likely: 'Likely', possible: 'Possible' } as const

/**
 * One version of an alert in the Common Alerting Protocol 1.2 (OASIS, ITU-T X.1303bis). Null for an alert of another kind
 * than those we know: what it means is not for us to put into words.
 */
export const writeCap = (spec: CapSpec): string | null => {
  const version = spec.versions.at(-1)
  if (version === undefined) throw new RangeError('an alert without a version has no CAP message')
  const parsed = Alert.safeParse(JSON.parse(version.json.toString()))
  if (!parsed.success) return null
  const alert = parsed.data
  const earlier = spec.versions.slice(0, -1)
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

/** Without spaces, commas, < and &, as references need it. */
const identifierOf = ({ alertId, version }: AlertVersion): string => `${alertId.replace(/[\s,<&]/g, '-')}.v${version}`

const referenceTo = (sender: string, version: AlertVersion): string =>
  `${sender},${identifierOf(version)},${capTime(version.timeMs)}`

/** CAP wants an offset in digits; UTC is written as -00:00. */
const capTime = (timeMs: number): string => `${new Date(timeMs).toISOString().slice(0, 19)}-00:00`

const infoOf = (alert: Alert, spec: CapSpec, version: AlertVersion): readonly (Element | null)[] => [
  ['language', 'en-NZ'],
  ['category', 'Security'],
  ['category', 'Rescue'],
  ['event', alert.kind === 'mass-arrival' ? 'Possible mass arrival by sea' : 'Source of observations silent'],
  ['responseType', alert.status === 'open' ? 'Assess' : 'AllClear'],
  ['urgency', alert.status === 'open' ? CAP_URGENCY[alert.severity] : 'Past'],
  ['severity', CAP_SEVERITY[alert.severity]],
  ['certainty', CAP_CERTAINTY[alert.certainty]],
  [
    'eventCode',
    [
      ['valueName', 'landfall:kind'],
      ['value', alert.kind],
    ],
  ],
  ['effective', capTime(version.timeMs)],
  ...(alert.kind === 'mass-arrival' ? ([['onset', capTime(Date.parse(alert.firstArrivalAt))]] as const) : []),
  ['senderName', spec.senderName],
  ['headline', headlineOf(alert)],
  ['description', describeCounts(alert)],
  ['instruction', 'Lives at sea come first: this may be a rescue before it is anything else.'],
  ...parametersOf(alert, version),
  ['area', areaOf(alert, spec.areaName)],
]

const parametersOf = (alert: Alert, { version }: AlertVersion): readonly Element[] => {
  const parameters: Record<string, string> = {
    'landfall:alertId': alert.alertId,
    'landfall:version': String(version),
    'landfall:status': alert.status,
    'landfall:severity': alert.severity,
  }
  if (alert.kind === 'mass-arrival') {
    parameters['landfall:threshold'] = String(alert.threshold)
    parameters['landfall:unauthorised'] =
      `${alert.unauthorised.min}/${alert.unauthorised.likely}/${alert.unauthorised.max}`
  }
  if (alert.supersededBy !== null) parameters['landfall:supersededBy'] = alert.supersededBy
  return Object.entries(parameters).map(
    ([name, value]): Element => [
      'parameter',
      [
        ['valueName', name],
        ['value', value],
      ],
    ],
  )
}

const areaOf = (alert: Alert, areaName: string): readonly Element[] => {
  if (alert.kind !== 'mass-arrival') return [['areaDesc', 'Every area this source reports from']]
  return [
    ['areaDesc', `${areaName}: places of arrival`],
    ...alert.craft.slice(0, CRAFT_IN_AREA_MAX).map((craft): Element => ['circle', circleAround(craft)]),
  ]
}

const circleAround = ({ latitude, longitude }: MassArrivalAlert['craft'][number]): string =>
  `${latitude},${longitude} ${CIRCLE_RADIUS_KM}`
