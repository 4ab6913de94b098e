import {
  ActionRequest,
  AlertTracks,
  AlertView,
  Checklists,
  History,
  Mark,
  MarkRequest,
  Marks,
  NearAnswer,
  ReportPreview,
  Watches,
  WatchRequest,
} from '@landfall/contracts'
import { z } from 'zod'
import { AlertQuery } from '../routes/alert-query.ts'
import { CapQuery, HistoryQuery } from '../routes/document-routes.ts'
import { Report } from '../routes/report-route.ts'
import { Session } from '../routes/session-routes.ts'
import { Status } from '../routes/status-route.ts'
import { actionOperations } from './action-operations.ts'
import { markPaths } from './mark-paths.ts'
import { type Json, openApiParts } from './open-api-parts.ts'
import { reportOperations } from './report-operations.ts'

const { ref, json, answer, refusal, common: COMMON } = openApiParts

const Refused = z.object({ code: z.string(), message: z.string() })
const Conflict = Refused.extend({ alert: AlertView })

/** JSON Schema as OpenAPI 3.1 accepts it; additional fields are allowed. */
const schemaOf = (schema: z.ZodType): Json => {
  const { $schema: _dialect, ...json } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' })
  return json
}

const alertId: Json = { name: 'alertId', in: 'path', required: true, schema: { type: 'string' } }

/** Query parameters from the same zod object that the route parses. */
const queryOf = (schema: z.ZodType): readonly Json[] => {
  const { properties = {} } = schemaOf(schema)
  return Object.entries(properties as Record<string, Json>).map(([name, given]) => ({
    name,
    in: 'query',
    required: false,
    schema: given,
    ...(given['type'] === 'array' && { explode: false }), // `a,b`; a repeated parameter works too.
  }))
}

const NOT_FOUND: Json = { '404': refusal('There is no such alert') }
const LOG_UNREADABLE: Json = {
  '503': refusal(
    'Kafka is down (`unavailable`), or too many old alerts or tracks are being read (`busy`); try again later',
  ),
}
const OF_ONE_ALERT: Json = { ...NOT_FOUND, ...LOG_UNREADABLE }

const get = (summary: string, ok: Json, given: { parameters?: readonly Json[]; more?: Json } = {}): Json => ({
  get: {
    summary,
    ...(given.parameters && { parameters: given.parameters }),
    responses: { '200': ok, '400': refusal('A parameter is wrong; the message names it'), ...given.more, ...COMMON },
  },
})

const schemas: Json = {
  Alert: schemaOf(AlertView),
  ActionRequest: schemaOf(ActionRequest),
  Checklists: schemaOf(Checklists),
  Conflict: schemaOf(Conflict),
  Watches: schemaOf(Watches),
  WatchRequest: schemaOf(WatchRequest),
  WatchConflict: schemaOf(Refused.extend(Watches.shape)),
  Refused: schemaOf(Refused),
  Report: schemaOf(Report),
  ReportPreview: schemaOf(ReportPreview),
  Session: schemaOf(Session),
  Status: schemaOf(Status),
  History: schemaOf(History),
  Near: schemaOf(NearAnswer),
  Tracks: schemaOf(AlertTracks),
  Mark: schemaOf(Mark),
  Marks: schemaOf(Marks),
  MarkRequest: schemaOf(MarkRequest),
}

const naming: Json = get(
  'The names that places of alerts are given by, as points with name, kind and rank (1 to 3)',
  answer('A GeoJSON FeatureCollection; the same until its ETag changes', {
    'application/geo+json': { schema: { type: 'object' } },
  }),
  { more: { '304': answer('It is what If-None-Match names') } },
)

/** The REST side as OpenAPI 3.1, from the schemas that the routes themselves use. */
export const alertOpenApiDocument = (version: string): Json => ({
  openapi: '3.1.0',
  info: {
    title: 'Landfall: alerts',
    version,
    description:
      'Mass arrivals by sea, as indicators with their evidence. Lives at sea come first: an alert may be a rescue before it is anything else. The live feed is described in docs/asyncapi.json.',
    license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
  },
  security: [{ token: [] }, { session: [] }],
  paths: {
    '/v1/alerts': get(
      'Alerts, newest raised first',
      answer(
        'A page',
        json({
          type: 'object',
          properties: { alerts: { type: 'array', items: ref('Alert') }, nextCursor: { type: ['string', 'null'] } },
        }),
      ),
      { parameters: queryOf(AlertQuery), more: LOG_UNREADABLE },
    ),
    '/v1/alerts/{alertId}': get('One alert', answer('The alert as it is', json(ref('Alert'))), {
      parameters: [alertId],
      more: OF_ONE_ALERT,
    }),
    '/v1/alerts/{alertId}/near': get(
      'The craft near a call for help, with the people aboard where known, by what this instance has read',
      answer('The craft, the nearest first', json(ref('Near'))),
      { parameters: [alertId], more: OF_ONE_ALERT },
    ),
    '/v1/alerts/{alertId}/history': get(
      'Every version and action, oldest first, with differences',
      answer('A page of the history', json(ref('History'))),
      { parameters: [alertId, ...queryOf(HistoryQuery)], more: OF_ONE_ALERT },
    ),
    '/v1/alerts/{alertId}/tracks': get(
      'Where its craft were in the last 24 hours, by all sources, without what was taken back; thinned where there is too much (operators)',
      answer('The tracks, one for each craft of the alert', json(ref('Tracks'))),
      { parameters: [alertId], more: OF_ONE_ALERT },
    ),
    '/v1/alerts/{alertId}/cap': get(
      'A version as CAP 1.2',
      answer('The message', { 'application/cap+xml': { schema: { type: 'string' } } }),
      { parameters: [alertId, ...queryOf(CapQuery)], more: OF_ONE_ALERT },
    ),
    '/v1/alerts/{alertId}/actions': actionOperations.acting,
    ...{ ...reportOperations, ...markPaths },
    '/v1/areas': get(
      'The watched areas',
      answer('A GeoJSON FeatureCollection', { 'application/geo+json': { schema: { type: 'object' } } }),
    ),
    '/v1/checklists': get('What to do about alerts', answer('A checklist of each kind', json(ref('Checklists')))),
    '/v1/gazetteer': naming,
    '/v1/watch': {
      ...get('Who has the watch (operators)', answer('It, and those before', json(ref('Watches')))),
      ...actionOperations.takingOver,
    },
    '/v1/status': get(
      'Sources, lag, versions, newest observation',
      answer('The state of this instance', json(ref('Status'))),
    ),
    '/v1/session': get('Who you are', answer('Name and role', json(ref('Session')))),
    '/v1/feed': get('The live feed: a WebSocket, see docs/asyncapi.json', answer('Never: 101 Switching Protocols'), {
      more: { '426': refusal('This is a WebSocket'), '503': refusal('The log is still being read') },
    }),
  },
  components: {
    securitySchemes: {
      token: { type: 'http', scheme: 'bearer' },
      session: { type: 'apiKey', in: 'cookie', name: 'landfall_session' },
    },
    schemas,
  },
})
