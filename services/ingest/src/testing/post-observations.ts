import type { FastifyInstance } from 'fastify'

/** As one JSON array, whatever it is. */
export const postObservations = (app: Pick<FastifyInstance, 'inject'>, ...records: readonly object[]) =>
  app.inject({
    method: 'POST',
    url: '/v1/observations',
    headers: { 'content-type': 'application/json', host: 'ingest' },
    payload: JSON.stringify(records),
  })
