import type { AlertKind } from '@landfall/contracts'

const IS_INBOUND_GROUP = {
  diagnostic: false,
  distress: false,
  'inbound-group': true,
  'mass-arrival': false,
  'source-limit': false,
  'source-silent': false,
} as const satisfies Readonly<Record<AlertKind, boolean>>

type InboundKind = { [Kind in AlertKind]: (typeof IS_INBOUND_GROUP)[Kind] extends true ? Kind : never }[AlertKind]

/** Whether an alert is of a group that has not arrived, with a forecast of its arrival. */
export const isInboundGroup = <A extends { readonly kind: AlertKind }>(
  alert: A,
): alert is Extract<A, { readonly kind: InboundKind }> => IS_INBOUND_GROUP[alert.kind]
