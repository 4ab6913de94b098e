import { type AlertView, DIAGNOSTIC_TITLES, DISTRESS_DEVICE_TITLES } from '@landfall/contracts'
import { isolateText } from '../format/isolate-text.ts'
import { placeOf } from './place-of.ts'

/** What an alert is, and where: `Mass arrival, 9 nm ESE of North Cape`. The same words wherever an alert is named. */
export const headingOf = (alert: AlertView): string => {
  switch (alert.kind) {
    case 'diagnostic':
      return `${DIAGNOSTIC_TITLES[alert.cause]}: ${isolateText(alert.subject)}`
    case 'distress': {
      const title = `${alert.test ? 'Distress test' : 'Distress call'} (${DISTRESS_DEVICE_TITLES[alert.device]})`
      return `${title}, ${placeOf(alert)?.text ?? 'place not known'}`
    }
    case 'inbound-group':
      return withPlace('Inbound group', alert)
    case 'mass-arrival':
      return withPlace('Mass arrival', alert)
    case 'source-limit':
      return 'Too many sources'
    case 'source-silent':
      return `Source ${isolateText(alert.source.id)} ${alert.status === 'open' ? 'silent' : 'heard again'}`
    default:
      return alert satisfies never
  }
}

const withPlace = (title: string, alert: AlertView): string => {
  const place = placeOf(alert)
  return place === null ? title : `${title}, ${place.text}`
}
