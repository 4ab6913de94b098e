import { ObservationInput } from '@landfall/contracts'
import { z } from 'zod'
import { HTTP_LIMITS } from './http-limits.ts'

/** One refused record of a request. */
const RejectedItem = z.object({
  index: z.int().meta({ description: 'Place of the record in the body, from 0; blank lines do not count.' }),
  line: z.int().optional().meta({ description: 'Line of an NDJSON body, from 1.' }),
  code: z
    .string()
    .meta({ description: 'A stable word: invalid, not-json, not-utf8, too-long, future, foreign-source.' }),
  field: z.string().nullable(),
  reason: z.string().meta({ description: 'A sentence that names the field and the value.' }),
})

const Taken = z.object({ accepted: z.int(), rejected: z.array(RejectedItem) })

const NotTaken = Taken.extend({
  code: z.string().meta({ description: 'A stable word for machines.' }),
  message: z.string(),
  resendFrom: z.int().meta({ description: 'Records before this index are dealt with; send again from here on.' }),
})

const schemaOf = (schema: z.ZodType): Record<string, unknown> => {
  const { $schema: _dialect, ...json } = z.toJSONSchema(schema, { io: 'input' })
  return json
}

const answer = (description: string, schema: z.ZodType) => ({
  description,
  content: { 'application/json': { schema: schemaOf(schema) } },
})

const { recordsMax, documentBytesMax, bodyBytesMax, lineBytesMax } = HTTP_LIMITS
const DESCRIPTION = `One record, an array, or NDJSON, up to ${recordsMax} records; a JSON document up to ${documentBytesMax} \
bytes, NDJSON up to ${bodyBytesMax} bytes and ${lineBytesMax} bytes a line; gzip is taken. Sending the same \
record again changes nothing.`

/** Generated from the schemas that validate, so that the description cannot differ from the service. */
export const ingestOpenApiDocument = () => {
  const observation = schemaOf(ObservationInput)
  return {
    openapi: '3.1.0',
    info: { title: 'Landfall ingest', version: '1', description: 'Where observations come in.' },
    paths: {
      '/v1/observations': {
        post: {
          operationId: 'postObservations',
          summary: 'Send observations',
          description: DESCRIPTION,
          requestBody: {
            required: true,
            content: {
              'application/json': {
                schema: { oneOf: [observation, { type: 'array', items: observation, maxItems: recordsMax }] },
              },
              'application/x-ndjson': { schema: { type: 'string', description: 'One observation a line.' } },
            },
          },
          responses: {
            202: answer('Kafka has acknowledged every record: the accepted and the rejected ones.', Taken),
            400: answer('not-json, bad-gzip', NotTaken),
            401: answer('no-credentials, wrong-credentials', NotTaken),
            403: answer('foreign-origin, wrong-role', NotTaken),
            408: answer('too-slow', NotTaken),
            413: answer('too-large, too-many-records', NotTaken),
            415: answer('unsupported-media-type', NotTaken),
            421: answer('wrong-host', NotTaken),
            429: answer('busy, quota: see Retry-After', NotTaken),
            503: answer('kafka-away, stopping, topic-sealed: see Retry-After', NotTaken),
          },
        },
      },
    },
  }
}
