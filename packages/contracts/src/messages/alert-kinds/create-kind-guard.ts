import type { AlertKind } from '../alert.ts'

/** Narrows alerts to some kinds. `is` decides every kind: one that is added does not compile until it is decided there. */
export const createKindGuard =
  <Kind extends AlertKind>(is: { readonly [K in AlertKind]: K extends Kind ? true : false }) =>
  <A extends { readonly kind: AlertKind }>(alert: A): alert is Extract<A, { readonly kind: Kind }> =>
    is[alert.kind]
