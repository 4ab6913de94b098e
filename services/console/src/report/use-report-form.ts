import { useRef, useState } from 'preact/hooks'
import { formatPosition } from '../format/format-position.ts'
import type { Console } from '../state/create-console.ts'
import { rest } from '../state/rest.ts'
import { select } from '../state/select.ts'
import type { State } from '../state/state.ts'
import { errorSummary, rowId } from './form-row.tsx'
import { formatWall, parseSeenAt, type Zone } from './parse-seen-at.ts'
import { craftFields, FIELD_NAMES, type FieldName, newSightingId, type ReportFields } from './report-fields.ts'
import { type ReportErrors, type ReportRead, reportedCraftId, reportInput } from './report-input.ts'
import type { SentReport } from './report-outcome.tsx'

export type ReportForm = {
  readonly fields: ReportFields
  readonly read: ReportRead
  /** Those to be shown: of fields that were left, and of all once sending was tried. */
  readonly errors: ReportErrors
  /** Why the service has not taken it; null if it was not asked, or took it. */
  readonly fault: string | null
  readonly sent: SentReport | null
  readonly set: (part: Partial<ReportFields>) => void
  /** Keeps the moment and writes it by the other clock. */
  readonly setZone: (zone: Zone) => void
  readonly setNow: () => void
  readonly leave: (name: FieldName) => void
  readonly send: () => Promise<void>
  readonly discard: () => void
}

/** What was typed and not sent, so that a look at the watch loses nothing. */
const drafts = new WeakMap<Console, ReportFields>()

/** The state of the report form, and what can be done with it. */
export const useReportForm = (state: State, con: Console): ReportForm => {
  const nowMs = select.serverNowMs(state)
  const [fields, setFields] = useState<ReportFields>(() => firstFields(state, con))
  const [left, setLeft] = useState<ReadonlySet<FieldName>>(new Set())
  const [fault, setFault] = useState<string | null>(null)
  const [sent, setSent] = useState<SentReport | null>(null)
  // Read by `send`, because Enter can be quicker than the next render.
  const latest = useRef(fields)
  const put = (next: ReportFields): void => {
    latest.current = next
    drafts.set(con, next)
    setFields(next)
  }
  const set = (part: Partial<ReportFields>): void => put({ ...latest.current, ...part })

  const read = reportInput(fields, nowMs)
  const all: ReportErrors = read.ok ? {} : read.errors
  const errors = Object.fromEntries(Object.entries(all).filter(([name]) => left.has(name as FieldName)))
  const refuse = (reason: string): void => {
    setFault(reason)
    con.announce(reason)
  }
  return {
    fields,
    read,
    errors,
    fault,
    sent,
    set,
    setZone: (zone) => {
      const parsed = parseSeenAt(latest.current.seenAt, latest.current.zone, nowMs)
      set(parsed.ok ? { zone, seenAt: formatWall(parsed.timeMs, zone) } : { zone })
    },
    setNow: () => set({ seenAt: formatWall(select.serverNowMs(con.store.get()), latest.current.zone) }),
    leave: (name) => setLeft((before) => new Set([...before, name])),
    send: async () => {
      const input = reportInput(latest.current, select.serverNowMs(con.store.get()))
      setLeft(new Set(Object.keys(FIELD_NAMES) as readonly FieldName[]))
      if (!input.ok) return goToFirst(input.errors, con)
      const before = new Map([...con.store.get().alerts].map(([alertId, { alert }]) => [alertId, alert.version]))
      const { exercise } = latest.current
      const craftId = reportedCraftId(latest.current)
      const result = await rest.postReport(input.observation)
      if (!result.ok) return refuse(result.message)
      setFault(null)
      setSent({ craftId, exercise, before })
      con.announce('The report was accepted.')
    },
    discard: () => {
      setLeft(new Set())
      setFault(null)
      setSent(null)
      put(blankFields(con.store.get()))
    },
  }
}

/** Says how many fields are wrong, and leads to the first. */
const goToFirst = (errors: ReportErrors, con: Console): void => {
  const names = (Object.keys(FIELD_NAMES) as readonly FieldName[]).filter((name) => errors[name] !== undefined)
  const [first] = names
  if (first === undefined) return
  con.announce(errorSummary(names))
  document.getElementById(rowId(first))?.querySelector<HTMLElement>('input:not(:disabled), button')?.focus()
}

/** About the craft that the form was opened from, else what was typed before, else about none. */
const firstFields = (state: State, con: Console): ReportFields => {
  const { craft: key } = state.route
  if (key === null) return drafts.get(con) ?? blankFields(state)
  const picked = con.craft.all.get(key)
  return {
    ...blankFields(state),
    ...craftFields(key.slice(key.indexOf('/') + 1)),
    exercise: key.startsWith('exercise/'),
    position: picked === undefined ? '' : formatPosition(picked.longitude, picked.latitude),
  }
}

const blankFields = (state: State): ReportFields => {
  const nowMs = select.serverNowMs(state)
  return {
    craftKind: 'sighting',
    craftText: '',
    sightingId: newSightingId(state.session?.name ?? '', nowMs),
    position: '',
    seenAt: formatWall(nowMs, 'UTC'),
    zone: 'UTC',
    aboardMin: '',
    aboardLikely: '',
    aboardMax: '',
    openEnded: false,
    permission: 'unknown',
    permitted: '',
    notPermitted: '',
    method: 'sighting',
    exercise: select.worldFilter(state) === 'exercise',
  }
}
