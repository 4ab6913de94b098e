import { type Json, openApiParts } from './open-api-parts.ts'

const { answer, common, json, ref, refusal } = openApiParts

const LIMITED: Json = { '429': refusal('Too many marks in a minute') }
const MARK_NOT_DONE: Json = {
  '503': refusal(
    'Kafka is down (`unavailable`), the marks are being read (`not-ready`), or it was not read back (`unconfirmed`)',
  ),
}
const marking: Json = {
  get: {
    summary: 'The operators’ own marks on the map, the oldest first (operators)',
    responses: { '200': answer('All that stand', json(ref('Marks'))), ...MARK_NOT_DONE, ...common },
  },
  post: {
    summary: 'Set a mark on the map, with a note, for all operators (operators)',
    description: 'Ask again under the same Idempotency-Key where the answer was lost: it is set once.',
    parameters: [
      { name: 'Idempotency-Key', in: 'header', required: false, schema: { type: 'string', maxLength: 128 } },
    ],
    requestBody: { required: true, content: json(ref('MarkRequest')) },
    responses: {
      '200': answer('It had been set already', json(ref('Mark'))),
      '201': answer('The mark', json(ref('Mark'))),
      '400': refusal('The body is wrong; the message names the field'),
      '409': refusal('As many marks stand as can (`full`)'),
      '422': refusal('The Idempotency-Key was used for another mark'),
      ...LIMITED,
      ...MARK_NOT_DONE,
      ...common,
    },
  },
}
const unmarking: Json = {
  delete: {
    summary: 'Remove a mark, whoever has set it (operators)',
    parameters: [{ name: 'markId', in: 'path', required: true, schema: { type: 'string' } }],
    responses: {
      '204': answer('It is gone'),
      '404': refusal('There is no such mark'),
      ...LIMITED,
      ...MARK_NOT_DONE,
      ...common,
    },
  },
}

/** The marks on the map. */
export const markPaths: Json = { '/v1/marks': marking, '/v1/marks/{markId}': unmarking }
