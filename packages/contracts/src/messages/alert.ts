import { z } from 'zod'
import { DiagnosticAlert } from './alert-kinds/diagnostic-alert.ts'
import { DistressAlert } from './alert-kinds/distress-alert.ts'
import { InboundGroupAlert } from './alert-kinds/inbound-group-alert.ts'
import { MassArrivalAlert } from './alert-kinds/mass-arrival-alert.ts'
import { SourceLimitAlert } from './alert-kinds/source-limit-alert.ts'
import { SourceSilentAlert } from './alert-kinds/source-silent-alert.ts'

/**
 * Every kind of alert and its schema: the one list of kinds. Whatever must decide what to do with a kind switches over
 * AlertKind with `never` or is a Record of it, so a kind added here fails to compile until each place has decided.
 */
export const alertSchemas = {
  diagnostic: DiagnosticAlert,
  distress: DistressAlert,
  'inbound-group': InboundGroupAlert,
  'mass-arrival': MassArrivalAlert,
  'source-limit': SourceLimitAlert,
  'source-silent': SourceSilentAlert,
} as const satisfies Readonly<Record<string, z.ZodObject>>

export type AlertKind = keyof typeof alertSchemas

/** One version of an alert of one kind. */
export type AlertOf<Kind extends AlertKind> = Readonly<z.infer<(typeof alertSchemas)[Kind]>>

type AlertSchema = (typeof alertSchemas)[AlertKind]

/** One version of an alert of any kind: a record of the alerts topic. */
export const Alert = z.discriminatedUnion('kind', Object.values(alertSchemas) as [AlertSchema, ...AlertSchema[]])
export type Alert = { readonly [Kind in AlertKind]: AlertOf<Kind> }[AlertKind]

/** The CloudEvents type (`ce_type`) of such a record. */
export const alertEventType = (kind: AlertKind): string => `landfall.alert.${kind}.v1`

/** The name of a kind's JSON Schema in `schemas/`. */
export const alertSchemaName = (kind: AlertKind): string => `alert-${kind}.v1`
