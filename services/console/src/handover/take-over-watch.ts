import { describeTakenOver, type Watches } from '@landfall/contracts'
import { newIdempotencyKey } from '../actions/new-idempotency-key.ts'
import { capitalized } from '../format/capitalized.ts'
import type { Store } from '../state/create-store.ts'
import { restHttp } from '../state/rest.ts'
import { select } from '../state/select.ts'
import type { State } from '../state/state.ts'

const { postJson, readJson } = restHttp

/** Takes over the watch that is on the screen. Resolves to why it was not taken over; null once it was. */
export const takeOverWatch = async ({ get, update }: Store<State>, note: string | null): Promise<string | null> => {
  const before = get().watches?.current ?? null
  const { watches, fault } = await postTakeOver(before?.watchId ?? null, note)
  if (watches !== null) update((state) => ({ ...state, watches }))
  // With the watch that is current now the answer can be said in full.
  const isOvertaken = fault !== null && watches !== null
  const text = isOvertaken
    ? `${describeTakenOver(watches.current, select.serverNowMs(get()))}. Nothing was changed.`
    : fault
  const said = text === null ? 'You have the watch.' : capitalized(text)
  update((state) => ({ ...state, announcement: { text: said, assertive: false } }))
  return text === null ? null : said
}

type TakeOverResult = { readonly watches: Watches | null; readonly fault: string | null }

/** Retries once under the same idempotency key if the response is lost. */
const postTakeOver = async (follows: string | null, note: string | null): Promise<TakeOverResult> => {
  const key = newIdempotencyKey()
  const send = () => postJson('v1/watch', { follows, note }, { 'idempotency-key': key })
  try {
    const response = await send().catch(send)
    const answer = await readJson(response)
    const watches = 'former' in answer ? (answer as unknown as Watches) : null
    return { watches, fault: response.ok ? null : String(answer['message'] ?? response.statusText) }
  } catch {
    return {
      watches: null,
      fault: 'NOT CERTAIN: it may have been taken over, or not. See who has it before you do it again.',
    }
  }
}
