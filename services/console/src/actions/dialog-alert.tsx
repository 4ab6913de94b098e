import { type AlertView, formatSum } from '@landfall/contracts'
import { headingOf } from '../alert/heading-of.ts'
import { SeverityMark } from '../alert/severity-mark.tsx'
import { severityOf } from '../alert/severity-of.ts'
import { WorldTag } from '../alert/world-tag.tsx'

/** In a dialog: which alert it is about, by severity, number and place. `seenVersion`: what was on the screen when it opened. */
export const DialogAlert = ({ alert, seenVersion }: { readonly alert: AlertView; readonly seenVersion: number }) => (
  <>
    <p class="again">
      <SeverityMark severity={severityOf(alert)} />
      <WorldTag exercise={alert.exercise} />
      {'unauthorised' in alert && <strong class="number">{formatSum(alert.unauthorised)}</strong>}
      <span>{headingOf(alert)}</span>
    </p>
    {alert.version !== seenVersion && (
      <p class="answer bad">{`It has moved on to version ${alert.version} since you opened this: look again first.`}</p>
    )}
  </>
)
