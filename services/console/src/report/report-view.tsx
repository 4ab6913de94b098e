import { useRef, useState } from 'preact/hooks'
import { craftKey } from '../craft/create-craft-store.ts'
import { findCraft } from '../craft/find-craft.ts'
import { formatNz } from '../format/format-utc.ts'
import type { Console } from '../state/console.ts'
import { postReport } from '../state/rest.ts'
import { serverNowMs } from '../state/server-now.ts'
import type { State } from '../state/state.ts'
import { METHODS, type ReportFields, reportInput } from './report-input.ts'
import { ReportOutcome, type SentReport } from './report-outcome.tsx'

type Props = { readonly state: State; readonly con: Console }
const CRAFT_OFFERED_MAX = 200
const nzWords = (at: string): string =>
  Number.isNaN(Date.parse(at)) ? 'as 2026-11-23T09:30:00Z' : formatNz(Date.parse(at))

/** What an operator has seen or was told, as a report like any other: through ingest, judged by the contract. */
export const ReportView = ({ state, con }: Props) => {
  const [fields, setFields] = useState<ReportFields>(() => blank(state, con))
  const [fault, setFault] = useState<string | null>(null)
  const [sent, setSent] = useState<SentReport | null>(null)
  // What was typed last counts, also when Enter is quicker than the next drawing.
  const typed = useRef(fields)
  const set = (part: Partial<ReportFields>) => {
    typed.current = { ...typed.current, ...part }
    setFields(typed.current)
  }
  const place = () => {
    const craft = con.craft.all.get(craftKey({ exercise: fields.exercise, craftId: fields.craftId.trim() }))
    if (craft) set({ longitude: String(craft.longitude), latitude: String(craft.latitude) })
  }
  const refuse = (reason: string) => {
    setFault(reason)
    con.say(reason)
  }
  const send = async (event: Event) => {
    event.preventDefault()
    const given = typed.current
    const read = reportInput(given)
    if (!read.ok) return refuse(`Not sent. ${read.reason}`)
    const before = new Map([...state.alerts].map(([alertId, { alert }]) => [alertId, alert.version]))
    const outcome = await postReport(read.observation)
    if (!outcome.ok) return refuse(outcome.message)
    setFault(null)
    setSent({ craftId: given.craftId.trim(), exercise: given.exercise, before })
    con.say('The report was taken.')
    set({ observedAt: new Date(serverNowMs(con.store.get())).toISOString() })
  }
  return (
    <main id="main" tabIndex={-1} class="page report">
      <h2>Report people</h2>
      <p class="about">
        Aboard is everyone who came on this craft, those ashore included. Leave empty what is not known: unknown is not
        0. No names.
      </p>
      <form onSubmit={(event) => void send(event)}>
        <Field label="Craft" hint="scheme:value, as mmsi:512000123 or sighting:karekare-1">
          <input
            list="known-craft"
            required
            value={fields.craftId}
            onInput={(event) => set({ craftId: event.currentTarget.value })}
          />
        </Field>
        <datalist id="known-craft">
          {knownCraft(state, con, fields.craftId).map((craftId) => (
            <option key={craftId} value={craftId} />
          ))}
        </datalist>
        <div class="side-by-side">
          <Field label="How it is known">
            <select value={fields.method} onChange={(event) => set({ method: event.currentTarget.value })}>
              {METHODS.map((method) => (
                <option key={method}>{method}</option>
              ))}
            </select>
          </Field>
          <Field label="Observed at (UTC)" hint={nzWords(fields.observedAt)}>
            <input
              required
              value={fields.observedAt}
              onInput={(event) => set({ observedAt: event.currentTarget.value })}
            />
          </Field>
        </div>
        <fieldset>
          <legend>Aboard</legend>
          <NumberField label="At least" value={fields.aboardMin} onInput={(aboardMin) => set({ aboardMin })} required />
          <NumberField label="Likely" value={fields.aboardLikely} onInput={(aboardLikely) => set({ aboardLikely })} />
          <NumberField
            label="At most"
            value={fields.aboardMax}
            onInput={(aboardMax) => set({ aboardMax })}
            disabled={fields.openEnded}
          />
          <label>
            <input
              type="checkbox"
              checked={fields.openEnded}
              onChange={(event) => set({ openEnded: event.currentTarget.checked })}
            />{' '}
            or more
          </label>
        </fieldset>
        <fieldset>
          <legend>Permission to enter</legend>
          <NumberField label="Permitted" value={fields.permitted} onInput={(permitted) => set({ permitted })} />
          <NumberField
            label="Not permitted"
            value={fields.notPermitted}
            onInput={(notPermitted) => set({ notPermitted })}
          />
        </fieldset>
        <fieldset>
          <legend>Place, if seen (degrees)</legend>
          <NumberField label="Latitude" value={fields.latitude} onInput={(latitude) => set({ latitude })} />
          <NumberField label="Longitude" value={fields.longitude} onInput={(longitude) => set({ longitude })} />
          <button type="button" onClick={place}>
            Where the craft is now
          </button>
        </fieldset>
        <label>
          <input
            type="checkbox"
            checked={fields.exercise}
            onChange={(event) => set({ exercise: event.currentTarget.checked })}
          />{' '}
          this is an EXERCISE
        </label>
        {fault !== null && <p class="answer bad">{fault}</p>}
        <div class="actions">
          <button type="submit" class="strong">
            {fields.exercise ? 'Send exercise report' : 'Send report'}
          </button>
        </div>
      </form>
      {sent !== null && <ReportOutcome sent={sent} state={state} con={con} />}
    </main>
  )
}

/** About the craft that was pressed on the map, else about the newest of the alert that is chosen. */
const blank = (state: State, con: Console): ReportFields => {
  const alert = state.alerts.get(state.route.alertId ?? '')?.alert
  const [member] = alert?.kind === 'mass-arrival' ? alert.craft.toReversed() : []
  const key =
    state.route.craft ?? (member === undefined ? '' : craftKey({ ...member, exercise: alert?.exercise === true }))
  const exercise = key.startsWith('exercise/')
  const craftId = key.slice(key.indexOf('/') + 1)
  const pressed = state.route.craft === null ? undefined : con.craft.all.get(key)
  return {
    ...{ craftId, exercise, method: 'sighting', observedAt: new Date(serverNowMs(state)).toISOString() },
    ...{ aboardMin: '', aboardLikely: '', aboardMax: '', openEnded: false, permitted: '', notPermitted: '' },
    ...{ longitude: String(pressed?.longitude ?? ''), latitude: String(pressed?.latitude ?? '') },
  }
}

/** Those of alerts, and whatever else is called as was typed so far. */
const knownCraft = (state: State, con: Console, text: string): readonly string[] => {
  const ofAlerts = [...state.alerts.values()].flatMap(({ alert }) =>
    alert.kind === 'mass-arrival' ? alert.craft.map(({ craftId }) => craftId) : [],
  )
  const tracked = findCraft(con.craft.all.values(), text, 'both').map(({ craftId }) => craftId)
  return [...new Set([...ofAlerts, ...tracked])].slice(0, CRAFT_OFFERED_MAX)
}

type FieldProps = { readonly label: string; readonly hint?: string; readonly children: preact.ComponentChildren }
const Field = ({ label, hint, children }: FieldProps) => (
  // biome-ignore lint/a11y/noLabelWithoutControl: the control is the child
  <label>
    <span>{label}</span>
    {children}
    {hint !== undefined && <span class="about">{hint}</span>}
  </label>
)

type NumberProps = {
  readonly label: string
  readonly value: string
  readonly onInput: (value: string) => void
  readonly required?: boolean
  readonly disabled?: boolean
}
const NumberField = ({ label, value, onInput, required = false, disabled = false }: NumberProps) => (
  <label class="number">
    <span>{label}</span>
    <input
      inputMode="decimal"
      required={required}
      disabled={disabled}
      value={value}
      onInput={(event) => onInput(event.currentTarget.value)}
    />
  </label>
)
