import type { AlertKind } from '@landfall/contracts'

const IS_EXPLAINABLE = {
  diagnostic: false,
  distress: false,
  'inbound-group': true,
  'mass-arrival': true,
  'source-limit': false,
  'source-silent': false,
} as const satisfies Readonly<Record<AlertKind, boolean>>

/** The kinds of alert that have a sum to explain. */
type ExplainableKind = {
  [Kind in AlertKind]: (typeof IS_EXPLAINABLE)[Kind] extends true ? Kind : never
}[AlertKind]

export const isExplainable = <A extends { readonly kind: AlertKind }>(
  alert: A,
): alert is Extract<A, { readonly kind: ExplainableKind }> => IS_EXPLAINABLE[alert.kind]
