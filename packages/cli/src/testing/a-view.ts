import type { AlertViewOf, InboundGroupAlert, MassArrivalAlert } from '@landfall/contracts'
import { anAlert, anInboundAlert, anOperatorSide } from '@landfall/testkit'

const operatorSide = anOperatorSide('2026-11-23T09:30:00.000Z')

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
