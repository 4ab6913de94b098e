import { type Json, openApiParts } from './open-api-parts.ts'

const { ref, json, answer, refusal, common } = openApiParts

const reporting: Json = {
  post: {
    summary: 'An operator’s own report, passed on to ingest (operators)',
    description: 'One observation without a source, which is set here. The answer is the one of ingest.',
    requestBody: { required: true, content: json(ref('Report')) },
    responses: {
      '202': answer('Taken, or refused by name and value; as ingest says', json({ type: 'object' })),
      '400': refusal('The body is wrong; the message names the field'),
      '429': refusal('Too many reports in a minute'),
      '503': refusal('Ingest or Kafka is down; sending it again is safe'),
      ...common,
    },
  },
}

const previewing: Json = {
  post: {
    summary: 'What a report of people would do to mass arrivals and inbound groups, before it is sent (operators)',
    description:
      'The same body as a report of people. Worked out by the rules that count, from what the open alerts list and what the log received of the craft in the last 24 hours; where that is not enough, `unknown` says why. Nothing is sent or kept.',
    requestBody: { required: true, content: json(ref('Report')) },
    responses: {
      '200': answer('The effect, at least, or why it is not known', json(ref('ReportPreview'))),
      '400': refusal('The body is wrong; the message names the field'),
      '429': refusal('Too many previews in a minute'),
      '503': refusal('The log cannot be read now, or too many are reading it'),
      ...common,
    },
  },
}

/** What operators report, and what it would do. */
export const reportOperations = { '/v1/observations': reporting, '/v1/reports/preview': previewing }
