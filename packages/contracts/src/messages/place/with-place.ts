import { type AlertKind, alertSchemas } from '../alert.ts'
import type { AlertPlace } from './alert-place.ts'

/** Whether the records of a kind have a `place` anyway, which a name is added to. Of a kind that is unknown here: it may. */
export const hasOwnPlace = (kind: string): boolean =>
  !Object.hasOwn(alertSchemas, kind) || 'place' in alertSchemas[kind as AlertKind].shape

/** An alert with the place that reading adds. What its record says of the place itself stays as it is. */
export const withPlace = <A extends object>(alert: A, place: AlertPlace | null): A =>
  place === null ? alert : { ...alert, place: { ...place, ...(alert as { readonly place?: object | null }).place } }
