import { countedCraft } from '../alert/counted-craft.ts'
import { craftKey } from '../craft/create-craft-store.ts'
import type { Console } from '../state/create-console.ts'
import { select } from '../state/select.ts'
import type { State } from '../state/state.ts'
import type { ReportFields } from './report-input.ts'

/** A report about the craft picked on the map, else about the newest craft of the chosen alert, else about none. */
export const blankReport = (state: State, con: Console): ReportFields => {
  const key = state.route.craft ?? newestCraftKey(state)
  const picked = state.route.craft === null ? undefined : con.craft.all.get(key)
  return {
    craftId: key.slice(key.indexOf('/') + 1),
    exercise: key.startsWith('exercise/'),
    method: 'sighting',
    observedAt: new Date(select.serverNowMs(state)).toISOString(),
    aboardMin: '',
    aboardLikely: '',
    aboardMax: '',
    openEnded: false,
    permitted: '',
    notPermitted: '',
    longitude: String(picked?.longitude ?? ''),
    latitude: String(picked?.latitude ?? ''),
  }
}

const newestCraftKey = ({ alerts, route }: State): string => {
  const alert = alerts.get(route.alertId ?? '')?.alert
  const newest = alert === undefined ? undefined : countedCraft(alert).at(-1)
  return alert === undefined || newest === undefined ? '' : craftKey({ ...newest, exercise: alert.exercise })
}
