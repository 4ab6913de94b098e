import { countedCraft } from '../alert/counted-craft.ts'
import { headingOf } from '../alert/heading-of.ts'
import type { Console } from '../state/create-console.ts'
import type { State } from '../state/state.ts'

export type SentReport = {
  readonly craftId: string
  readonly exercise: boolean
  /** Versions of the alerts when the report was sent. */
  readonly before: ReadonlyMap<string, number>
}

type Props = { readonly sent: SentReport; readonly state: State; readonly con: Console }

/** What became of a report: it was accepted, and then the alerts that it changed. */
export const ReportOutcome = ({ sent, state, con }: Props) => {
  const changed = [...state.alerts.values()].filter(
    ({ alert }) =>
      alert.exercise === sent.exercise &&
      alert.version > (sent.before.get(alert.alertId) ?? 0) &&
      countedCraft(alert).some(({ craftId, sameAs }) => craftId === sent.craftId || sameAs.includes(sent.craftId)),
  )
  return (
    <div class="answer good">
      <p>The report on {sent.craftId} was accepted.</p>
      {changed.length === 0 ? (
        <p>No alert has changed yet: a report that is not picked, or of a craft outside every area, changes none.</p>
      ) : (
        changed.map(({ alert, changed: words }) => (
          <p key={alert.alertId}>
            <button type="button" class="link" onClick={() => con.go({ view: 'watch', alertId: alert.alertId })}>
              {headingOf(alert)}
            </button>{' '}
            is now version {alert.version}: {words}
          </p>
        ))
      )}
    </div>
  )
}
