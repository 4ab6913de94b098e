import type { AlertKind } from '../alert.ts'

const IS_DISTRESS = {
  diagnostic: false,
  distress: true,
  'inbound-group': false,
  'mass-arrival': false,
  'source-limit': false,
  'source-silent': false,
} as const satisfies Readonly<Record<AlertKind, boolean>>

type DistressKind = { [Kind in AlertKind]: (typeof IS_DISTRESS)[Kind] extends true ? Kind : never }[AlertKind]

/** Whether an alert is a call for help (or the test of a device that sends one), with a place that others can be near. */
export const isDistressAlert = <A extends { readonly kind: AlertKind }>(
  alert: A,
): alert is Extract<A, { readonly kind: DistressKind }> => IS_DISTRESS[alert.kind]
