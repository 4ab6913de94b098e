import type { InboundGroupAlert, MassArrivalAlert } from '@landfall/contracts'
import type { InboundContent } from '../inbound/inbound-content.ts'
import type { AlertContent } from './alert-content.ts'

/** An alert of the groups stage. */
export type AreaAlert = MassArrivalAlert | InboundGroupAlert

/** What a next version says. */
export type RevisedAlert = Omit<MassArrivalAlert, 'changes'> | Omit<InboundGroupAlert, 'changes'>

export type SituationContent = AlertContent | InboundContent

export const isInboundAlert = (alert: AreaAlert): alert is InboundGroupAlert => {
  switch (alert.kind) {
    case 'inbound-group':
      return true
    case 'mass-arrival':
      return false
    default:
      return alert satisfies never
  }
}
