import { formatWireTime } from '@landfall/contracts'
import type { AisMessage } from '../payload/ais-message.ts'
import { formatMmsi, type MmsiClass } from './classify-mmsi.ts'
import type { DistressDevice, Observed, StationKind } from './observed.ts'

const AIS_SART_ACTIVE = 14

export const isDistress = (mmsiClass: MmsiClass): mmsiClass is DistressDevice =>
  mmsiClass === 'sart' || mmsiClass === 'man-overboard' || mmsiClass === 'epirb'

/** The outcome for a message of a locating device. */
export const distress = (device: DistressDevice, message: AisMessage, timeMs: number): Observed => ({
  outcome: 'distress',
  device,
  mmsi: formatMmsi(message.mmsi),
  observedAt: formatWireTime(timeMs),
  active: 'navigationStatus' in message && message.navigationStatus === AIS_SART_ACTIVE,
  longitude: 'longitude' in message ? message.longitude : undefined,
  latitude: 'latitude' in message ? message.latitude : undefined,
})

/**
 * The kind of station that sent it, if not a craft. Message types decide, since a wrong MMSI is more common than a wrong type: what only mobile
 * stations send is from a craft, whatever its number. For messages that any station sends, the MMSI decides.
 */
export const stationOf = (message: AisMessage, mmsiClass: MmsiClass): StationKind | undefined => {
  switch (message.kind) {
    case 'aid':
      return 'aid'
    case 'aircraft':
      return 'sar-aircraft'
    case 'time':
      return message.type === 4 ? 'base-station' : undefined
    case 'binary':
    case 'unused':
      return STATIONS[mmsiClass]
    case 'position':
    case 'class-b':
    case 'class-b-extended':
    case 'long-range':
    case 'static-voyage':
    case 'static-a':
    case 'static-b':
      return undefined
    default:
      return message satisfies never
  }
}

const STATIONS: Partial<Record<MmsiClass, StationKind>> = {
  none: 'nobody',
  'coast-station': 'coast-station',
  group: 'group',
  aid: 'aid',
  'sar-aircraft': 'sar-aircraft',
  device: 'device',
}
