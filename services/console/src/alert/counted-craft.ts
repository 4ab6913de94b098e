import type { AlertCraft, AlertView, InboundCraft } from '@landfall/contracts'

/** The craft that an alert counts. Empty for a kind of alert that counts none. */
export const countedCraft = (alert: AlertView): readonly (AlertCraft | InboundCraft)[] => {
  switch (alert.kind) {
    case 'inbound-group':
    case 'mass-arrival':
      return alert.craft
    case 'diagnostic':
    case 'distress':
    case 'source-limit':
    case 'source-silent':
      return []
    default:
      return alert satisfies never
  }
}
