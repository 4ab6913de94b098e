import type { MapPlace } from '../map/show-whole.ts'
import type { Store } from '../state/create-store.ts'
import type { State } from '../state/state.ts'
import { fetchMarks } from './fetch-marks.ts'
import { markRest } from './mark-rest.ts'

type Changed = Pick<Store<State>, 'update'>

/** Sets a mark for all operators. Resolves to why it was not done; null where it was. */
const setMark = async (store: Changed, { longitude, latitude }: MapPlace, note: string): Promise<string | null> =>
  showChange(store, await markRest.postMark({ longitude, latitude, note }))

/** Removes one for all; resolves as `setMark`. */
const removeMark = async (store: Changed, markId: string): Promise<string | null> =>
  showChange(store, await markRest.deleteMark(markId))

const showChange = async (store: Changed, fault: string | null): Promise<string | null> => {
  if (fault === null) await fetchMarks(store)
  return fault
}

/** Each also shows what became of it. */
export const changeMarks = { set: setMark, remove: removeMark }
