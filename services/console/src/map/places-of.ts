import { type AlertView, isDistressAlert, isInboundGroup } from '@landfall/contracts'
import { countedCraft } from '../alert/counted-craft.ts'
import type { MapPlace } from './show-whole.ts'

/** The places that an alert is about, all of which are to be seen. */
export const placesOf = (alert: AlertView): readonly MapPlace[] => {
  if (isDistressAlert(alert)) return alert.place === null ? [] : [alert.place]
  if (!isInboundGroup(alert)) return countedCraft(alert)
  return alert.craft.flatMap((craft) => {
    const { crossing = null, first = null } = craft.approach ?? {}
    return [craft, ...[crossing, first].filter((place) => place !== null)]
  })
}
