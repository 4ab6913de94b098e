import type { Marks } from '@landfall/contracts'
import type { Store } from '../state/create-store.ts'
import { restHttp } from '../state/rest.ts'
import type { State } from '../state/state.ts'

const { bodyOf, responseMsMax } = restHttp

/** Resolves to whether the service answered. */
export const fetchMarks = async ({ update }: Pick<Store<State>, 'update'>): Promise<boolean> => {
  const answer = fetch('v1/marks', { signal: AbortSignal.timeout(responseMsMax) })
  const found = await answer.then(bodyOf<Marks>).catch(() => null)
  if (found !== null) update((state) => ({ ...state, marks: found.marks }))
  return found !== null
}
