import type { AlertCraft, AlertView } from '@landfall/contracts'

/** The craft that an alert counts. Empty for a kind of alert that counts none. */
export const countedCraft = (alert: AlertView): readonly AlertCraft[] => {
  switch (alert.kind) {
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
