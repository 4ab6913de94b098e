import type { MarkRequest } from '@landfall/contracts'
import { newIdempotencyKey } from '../actions/new-idempotency-key.ts'
import { restHttp } from '../state/rest.ts'

const { postJson, readJson, responseMsMax } = restHttp

/** Null where it was done, else why not. Sent twice under one key where an answer is lost, so that it is done once. */
const postMark = async (place: MarkRequest): Promise<string | null> => {
  const key = newIdempotencyKey()
  const send = () => postJson('v1/marks', place, { 'idempotency-key': key })
  return faultOf(send().catch(send))
}

const deleteMark = async (markId: string): Promise<string | null> => {
  const url = `v1/marks/${encodeURIComponent(markId)}`
  const send = () => fetch(url, { method: 'DELETE', signal: AbortSignal.timeout(responseMsMax) })
  return faultOf(send().catch(send), 404) // Somebody else was faster.
}

const faultOf = async (asked: Promise<Response>, fine?: number): Promise<string | null> => {
  try {
    const response = await asked
    if (response.ok || response.status === fine) return null
    return String((await readJson(response))['message'] ?? response.statusText)
  } catch {
    return 'Perhaps not done: the service does not answer. Trying again is safe.'
  }
}

/** How the operators’ marks are changed, by REST. */
export const markRest = { postMark, deleteMark }
