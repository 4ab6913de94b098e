import type { DistressDevice } from '../messages/observed/distress-fields.ts'

/** Each device in words that can be a title. */
export const DISTRESS_DEVICE_TITLES: Readonly<Record<DistressDevice, string>> = {
  sart: 'AIS-SART',
  mob: 'Man overboard device',
  epirb: 'EPIRB-AIS',
  'epirb-406': '406 MHz EPIRB',
  plb: 'Personal locator beacon',
  dsc: 'DSC distress call',
  radio: 'Radio call',
  visual: 'Distress signal seen',
  other: 'Call for help',
}
