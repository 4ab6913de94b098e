import { useRef, useState } from 'preact/hooks'
import { countedCraft } from '../alert/counted-craft.ts'
import { craftKey } from '../craft/create-craft-store.ts'
import type { Console } from '../state/create-console.ts'
import { rest } from '../state/rest.ts'
import { select } from '../state/select.ts'
import type { State } from '../state/state.ts'
import { type ReportFields, reportInput } from './report-input.ts'
import type { SentReport } from './report-outcome.tsx'

export type ReportForm = {
  readonly fields: ReportFields
  /** Why the last attempt was not sent or not accepted; null if there was none. */
  readonly fault: string | null
  readonly sent: SentReport | null
  readonly set: (part: Partial<ReportFields>) => void
  readonly setPlaceFromCraft: () => void
  readonly send: () => Promise<void>
}

/** The state of the report form, and what can be done with it. */
export const useReportForm = (state: State, con: Console): ReportForm => {
  const [fields, setFields] = useState<ReportFields>(() => blankReport(state, con))
  const [fault, setFault] = useState<string | null>(null)
  const [sent, setSent] = useState<SentReport | null>(null)
  // Read by `send`, because Enter can be quicker than the next render.
  const latest = useRef(fields)
  const set = (part: Partial<ReportFields>): void => {
    latest.current = { ...latest.current, ...part }
    setFields(latest.current)
  }
  const refuse = (reason: string): void => {
    setFault(reason)
    con.announce(reason)
  }
  return {
    fields,
    fault,
    sent,
    set,
    setPlaceFromCraft: () => {
      const craft = con.craft.all.get(craftKey({ exercise: fields.exercise, craftId: fields.craftId.trim() }))
      if (craft) set({ longitude: String(craft.longitude), latitude: String(craft.latitude) })
    },
    send: async () => {
      const { craftId, exercise } = latest.current
      const input = reportInput(latest.current)
      if (!input.ok) return refuse(`Not sent. ${input.reason}`)
      const before = new Map([...state.alerts].map(([alertId, { alert }]) => [alertId, alert.version]))
      const result = await rest.postReport(input.observation)
      if (!result.ok) return refuse(result.message)
      setFault(null)
      setSent({ craftId: craftId.trim(), exercise, before })
      con.announce('The report was taken.')
      set({ observedAt: new Date(select.serverNowMs(con.store.get())).toISOString() })
    },
  }
}

/** A report about the craft picked on the map, else about the newest craft of the chosen alert, else about none. */
const blankReport = (state: State, con: Console): ReportFields => {
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
