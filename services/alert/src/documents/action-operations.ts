import { type Json, openApiParts } from './open-api-parts.ts'

const { ref, json, answer, refusal, common: COMMON } = openApiParts

const acting: Json = {
  post: {
    summary: 'Acknowledge, silence, unsilence, note, close or reopen an alert, tick or untick an item (operators)',
    description:
      'Answers when the action is in the log and has been read back. If the answer was lost, repeat it with the same Idempotency-Key: it is done once.',
    parameters: [
      { name: 'alertId', in: 'path', required: true, schema: { type: 'string' } },
      { name: 'Idempotency-Key', in: 'header', required: false, schema: { type: 'string', maxLength: 128 } },
    ],
    requestBody: { required: true, content: json(ref('ActionRequest')) },
    responses: {
      '200': answer('It has taken effect; the alert as it now is', json(ref('Alert'))),
      '400': refusal('The body is wrong; the message names the field'),
      '409': answer('It has not taken effect; the alert as it now is', json(ref('Conflict'))),
      '422': refusal(
        'No reason to close, or part of it (`incomplete`), no such item or alert (`no-such-item`, `no-such-alert`), or a key used for something else (`id-reused`)',
      ),
      '429': refusal('Too many actions in a minute'),
      '503': refusal('Kafka is down; nothing that was confirmed is lost; try again with the same Idempotency-Key'),
      '404': refusal('There is no such alert'),
      ...COMMON,
    },
  },
}

const takingOver: Json = {
  post: {
    summary: 'Take over the watch (operators)',
    requestBody: { required: true, content: json(ref('WatchRequest')) },
    responses: {
      '200': answer('It has taken effect', json(ref('Watches'))),
      '400': refusal('The body is wrong; the message names the field'),
      '409': answer('Somebody else was faster', json(ref('WatchConflict'))),
      '429': refusal('Too many in a minute'),
      '503': refusal('Kafka is down; try again with the same Idempotency-Key'),
      ...COMMON,
    },
  },
}

/** What operators do about alerts, and about the watch. */
export const actionOperations = { acting, takingOver }
