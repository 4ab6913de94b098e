import type { AisMessage } from '../payload/ais-message.ts'
import type { MmsiClass } from './classify-mmsi.ts'
import type { StationKind } from './observed.ts'

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
    case 'text':
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
