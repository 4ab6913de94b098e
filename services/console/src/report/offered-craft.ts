import { countedCraft } from '../alert/counted-craft.ts'
import { findCraft } from '../craft/find-craft.ts'
import type { Console } from '../state/create-console.ts'
import type { State } from '../state/state.ts'

const OFFERED_MAX = 200

/** Ids to complete the craft field with: those of alerts first, then tracked craft that match the text so far. */
export const offeredCraft = (state: State, con: Console, text: string): readonly string[] => {
  const ofAlerts = [...state.alerts.values()].flatMap(({ alert }) => countedCraft(alert).map(({ craftId }) => craftId))
  const tracked = findCraft(con.craft.all.values(), text, 'both').map(({ craftId }) => craftId)
  return [...new Set([...ofAlerts, ...tracked])].slice(0, OFFERED_MAX)
}
