import { countedCraft } from '../alert/counted-craft.ts'
import { findCraft } from '../craft/find-craft.ts'
import { formatNz } from '../format/format-utc.ts'
import type { Console } from '../state/create-console.ts'
import type { State } from '../state/state.ts'
import { CheckboxField, FormField, NumberField } from './form-field.tsx'
import { METHODS } from './report-input.ts'
import { ReportOutcome } from './report-outcome.tsx'
import { type ReportForm, useReportForm } from './use-report-form.ts'

type Props = { readonly state: State; readonly con: Console }

/** What an operator has seen or heard, as a report like any other: validated by the contract, sent through ingest. */
export const ReportView = ({ state, con }: Props) => {
  const form = useReportForm(state, con)
  const { fields, fault, sent, set } = form
  const submit = (event: Event): void => {
    event.preventDefault()
    void form.send()
  }
  return (
    <main id="main" tabIndex={-1} class="page report">
      <h2>Report people</h2>
      <p class="about">
        Aboard is everyone who came on this craft, those ashore included. Leave empty what is not known: unknown is not
        0. No names.
      </p>
      <form onSubmit={submit}>
        <CraftField form={form} offered={offeredCraft(state, con, fields.craftId)} />
        <MethodAndTime form={form} />
        <Aboard form={form} />
        <Permission form={form} />
        <Place form={form} />
        <CheckboxField
          label="this is an EXERCISE"
          checked={fields.exercise}
          onChange={(exercise) => set({ exercise })}
        />
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

type PartProps = { readonly form: ReportForm }

const CraftField = ({ form: { fields, set }, offered }: PartProps & { readonly offered: readonly string[] }) => (
  <>
    <FormField
      label="Craft"
      hint="MMSI, radar track or new sighting: mmsi:512000123, track:radar-4401, sighting:karekare-1"
    >
      <input
        list="known-craft"
        required
        value={fields.craftId}
        onInput={(event) => set({ craftId: event.currentTarget.value })}
      />
    </FormField>
    <datalist id="known-craft">
      {offered.map((craftId) => (
        <option key={craftId} value={craftId} />
      ))}
    </datalist>
  </>
)

const MethodAndTime = ({ form: { fields, set } }: PartProps) => (
  <div class="side-by-side">
    <FormField label="Method">
      <select value={fields.method} onChange={(event) => set({ method: event.currentTarget.value })}>
        {METHODS.map((method) => (
          <option key={method}>{method}</option>
        ))}
      </select>
    </FormField>
    <FormField label="Observed at (UTC)" hint={nzHint(fields.observedAt)}>
      <input required value={fields.observedAt} onInput={(event) => set({ observedAt: event.currentTarget.value })} />
    </FormField>
  </div>
)

const nzHint = (at: string): string =>
  Number.isNaN(Date.parse(at)) ? 'as 2026-11-23T09:30:00Z' : formatNz(Date.parse(at))

const Aboard = ({ form: { fields, set } }: PartProps) => (
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
    <CheckboxField label="or more" checked={fields.openEnded} onChange={(openEnded) => set({ openEnded })} />
  </fieldset>
)

const Permission = ({ form: { fields, set } }: PartProps) => (
  <fieldset>
    <legend>Permission to enter</legend>
    <NumberField label="Permitted" value={fields.permitted} onInput={(permitted) => set({ permitted })} />
    <NumberField label="Not permitted" value={fields.notPermitted} onInput={(notPermitted) => set({ notPermitted })} />
  </fieldset>
)

const Place = ({ form: { fields, set, setPlaceFromCraft } }: PartProps) => (
  <fieldset>
    <legend>Place, if seen (degrees)</legend>
    <NumberField label="Latitude" value={fields.latitude} onInput={(latitude) => set({ latitude })} />
    <NumberField label="Longitude" value={fields.longitude} onInput={(longitude) => set({ longitude })} />
    <button type="button" onClick={setPlaceFromCraft}>
      Where the craft is now
    </button>
  </fieldset>
)

const OFFERED_MAX = 200

/** Ids to complete the craft field with: those of alerts first, then tracked craft that match the text so far. */
const offeredCraft = (state: State, con: Console, text: string): readonly string[] => {
  const ofAlerts = [...state.alerts.values()].flatMap(({ alert }) => countedCraft(alert).map(({ craftId }) => craftId))
  const tracked = findCraft(con.craft.all.values(), text, 'both').map(({ craftId }) => craftId)
  return [...new Set([...ofAlerts, ...tracked])].slice(0, OFFERED_MAX)
}
