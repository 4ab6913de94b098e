import { countedCraft } from '../alert/counted-craft.ts'
import { Switch } from '../controls/switch.tsx'
import { findCraft } from '../craft/find-craft.ts'
import type { Console } from '../state/create-console.ts'
import type { State } from '../state/state.ts'
import { CraftRow } from './craft-row.tsx'
import { errorSummary } from './form-row.tsx'
import { PeopleRows } from './people-rows.tsx'
import { PickMap } from './pick-map.tsx'
import { PositionRow } from './position-row.tsx'
import { ReportEffect } from './report-effect.tsx'
import type { FieldName } from './report-fields.ts'
import { ReportOutcome } from './report-outcome.tsx'
import { SeenAtRow } from './seen-at-row.tsx'
import { usePreview } from './use-preview.ts'
import { useReportForm } from './use-report-form.ts'

type Props = { readonly state: State; readonly con: Console }

/** What an operator has seen or heard, as a report like any other: validated by the contract, sent through ingest. */
export const ReportView = ({ state, con }: Props) => {
  const form = useReportForm(state, con)
  const { fields, errors, fault, sent, set } = form
  const preview = usePreview(form.read, state.alerts)
  const submit = (event: Event): void => {
    event.preventDefault()
    void form.send()
  }
  const wrong = Object.keys(errors) as readonly FieldName[]
  return (
    <main id="main" tabIndex={-1} class="report">
      <form aria-label="Report people" onSubmit={submit} noValidate>
        <div class="report-fields">
          <div class="report-title">
            <h2>Report people</h2>
            <Switch checked={fields.exercise} onChange={(exercise) => set({ exercise })}>
              This is an exercise
            </Switch>
          </div>
          <p class="about">
            Everyone who came on this craft, those ashore included. Leave empty what is not known: unknown is not 0. No
            names.
          </p>
          <CraftRow form={form} offered={offeredCraft(state, con, fields.craftText)} />
          <PositionRow form={form} />
          <SeenAtRow form={form} />
          <PeopleRows form={form} />
        </div>
        <div class="report-side">
          <PickMap form={form} state={state} />
          <ReportEffect preview={preview} state={state} />
        </div>
        <div class="report-end">
          {fault !== null && <p class="answer bad">{fault}</p>}
          {sent !== null && <ReportOutcome sent={sent} state={state} con={con} />}
          <div class="actions">
            <button type="submit" class="primary">
              {fields.exercise ? 'Send exercise report' : 'Send report'}
            </button>
            <button type="button" onClick={form.discard}>
              {sent === null ? 'Discard' : 'New report'}
            </button>
            {wrong.length > 0 && <span class="field-error">{errorSummary(wrong)}</span>}
          </div>
        </div>
      </form>
    </main>
  )
}

const OFFERED_MAX = 200

/** Ids to complete the craft field with: those of alerts first, then tracked craft that match the text so far. */
const offeredCraft = (state: State, con: Console, text: string): readonly string[] => {
  const ofAlerts = [...state.alerts.values()].flatMap(({ alert }) => countedCraft(alert).map(({ craftId }) => craftId))
  const tracked = findCraft(con.craft.all.values(), text, 'both').map(({ craftId }) => craftId)
  return [...new Set([...ofAlerts, ...tracked])].slice(0, OFFERED_MAX)
}
