import type { AlertViewOf, InboundGroupAlert, MassArrivalAlert, OperatorSide } from '@landfall/contracts'
import { anAlert, anInboundAlert } from '@landfall/testkit'

const AT = '2026-11-23T09:30:00.000Z'

const operatorSide: OperatorSide = {
  state: 'unacknowledged',
  listed: true,
  raisedAt: AT,
  updatedAt: AT,
  acknowledgement: null,
  silencedUntil: null,
  escalatedAt: null,
  closed: null,
  notes: [],
  notesMore: 0,
  allowedActions: [],
}

/** A warning of `anAlert`, as the alert service shows it. */
export const aView = (given: Partial<AlertViewOf<'mass-arrival'>> = {}): AlertViewOf<'mass-arrival'> => ({
  ...anAlert(given as Partial<MassArrivalAlert>),
  ...operatorSide,
  ...given,
})

/** The same of `anInboundAlert`. */
export const aGroupView = (given: Partial<AlertViewOf<'inbound-group'>> = {}): AlertViewOf<'inbound-group'> => ({
  ...anInboundAlert(given as Partial<InboundGroupAlert>),
  ...operatorSide,
  ...given,
})
