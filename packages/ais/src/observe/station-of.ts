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

/** The kind of station that sent it, if not a craft: by message type first, since a wrong MMSI is more common than a wrong type. */
export const stationOf = (message: AisMessage, mmsiClass: MmsiClass): StationKind | undefined => {
  if (message.kind === 'aid') return 'aid'
  if (message.kind === 'aircraft') return 'sar-aircraft'
  if (message.kind === 'time' && message.type === 4) return 'base-station'
  return STATIONS[mmsiClass]
}

const STATIONS: Partial<Record<MmsiClass, StationKind>> = {
  'coast-station': 'coast-station',
  group: 'group',
  aid: 'aid',
  'sar-aircraft': 'sar-aircraft',
  device: 'device',
}
