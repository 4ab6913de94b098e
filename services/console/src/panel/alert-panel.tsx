import type { AlertView } from '@landfall/contracts'
import { headingOf } from '../alert/heading-of.ts'
import { ForeignText } from '../format/foreign-text.tsx'
import type { Parts } from '../parts.ts'
import type { Console } from '../state/create-console.ts'
import type { State } from '../state/state.ts'

type Props = {
  readonly alert: AlertView | undefined
  readonly state: State
  readonly con: Console
  readonly parts: Parts | null
}

/** The place of the chosen alert. */
export const AlertPanel = ({ alert, state, con, parts }: Props) => (
  <section
    class={`panel${alert?.exercise ? ' exercise' : ''}`}
    id="panel"
    aria-labelledby="panel-heading"
    tabIndex={-1}
  >
    {alert === undefined && <NoAlert state={state} />}
    {alert !== undefined && parts === null && <Awaited alert={alert} />}
    {alert !== undefined && parts !== null && <parts.ChosenAlert alert={alert} state={state} con={con} />}
  </section>
)

const NoAlert = ({ state: { route, hasSnapshot } }: { readonly state: State }) => (
  <div class="panel-empty">
    <h2 id="panel-heading">{route.alertId === null ? 'No alert chosen' : 'Unknown alert'}</h2>
    <p class="about">
      {route.alertId === null ? (
        'Choose an alert to see its evidence.'
      ) : (
        <>
          There is no alert <ForeignText>{route.alertId}</ForeignText>
          {hasSnapshot ? '.' : ' yet: the alerts are being fetched.'}
        </>
      )}
    </p>
  </div>
)

/** Until the rest of the page is there. */
const Awaited = ({ alert }: { readonly alert: AlertView }) => (
  <div class="panel-empty">
    <h2 id="panel-heading">
      <ForeignText>{headingOf(alert)}</ForeignText>
    </h2>
  </div>
)
