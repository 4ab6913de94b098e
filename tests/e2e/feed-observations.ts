import type { ObservationInput } from '@landfall/contracts'

const BATCH_MAX = 5_000

/** Posts NDJSON and throws unless everything is accepted. */
export const feedObservations = async (
  ingestUrl: string,
  observations: readonly ObservationInput[],
  token?: string,
): Promise<void> => {
  for (let start = 0; start < observations.length; start += BATCH_MAX) {
    const batch = observations.slice(start, start + BATCH_MAX)
    const response = await fetch(`${ingestUrl}/v1/observations`, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-ndjson',
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
      },
      body: batch.map((observation) => JSON.stringify(observation)).join('\n'),
    })
    const body = (await response.json()) as { readonly accepted: number; readonly rejected: readonly unknown[] }
    if (response.status !== 202 || body.accepted !== batch.length) {
      throw new Error(`${response.status} ${JSON.stringify(body).slice(0, 500)}`)
    }
  }
}
