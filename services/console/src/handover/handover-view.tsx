import { ForeignText } from '../format/foreign-text.tsx'
import { Moment } from '../format/moment.tsx'
import { showAll } from '../list/show-all.ts'
import { inWorld, WORLD_FILTER_WORDS } from '../navigation/world-filter.ts'
import type { Console } from '../state/create-console.ts'
import { select } from '../state/select.ts'
import type { State } from '../state/state.ts'
import { handoverOf } from './handover.ts'
import { HandoverItems } from './handover-items.tsx'
import { WatchHolder } from './watch-holder.tsx'

type Props = { readonly state: State; readonly con: Console }

/** The handover to the next watch, to be read aloud or printed, and signed. */
export const HandoverView = ({ state, con }: Props) => {
  const world = select.worldFilter(state)
  const all = select.alerts(state)
  const alerts = all.filter((alert) => inWorld(alert, world))
  const leftOut = all.filter((alert) => alert.listed && !inWorld(alert, world)).length
  const { open, closed } = handoverOf(alerts, select.serverNowMs(state), state.checklists)
  return (
    <main id="main" tabIndex={-1} class="page handover">
      <h2>Handover</h2>
      <p>
        <Moment at={select.serverNowMs(state)} />, <ForeignText>{state.session?.name ?? 'operator'}</ForeignText>{' '}
        <button type="button" onClick={() => print()}>
          Print
        </button>
      </p>
      <WatchHolder state={state} con={con} />
      {leftOut > 0 && (
        <p class="answer bad">
          {WORLD_FILTER_WORDS[world]}: {leftOut} left out.{' '}
          <button type="button" onClick={() => showAll(con)}>
            Show all
          </button>
        </p>
      )}
      {state.hasSnapshot ? (
        <>
          <h3>Open ({open.length})</h3>
          <HandoverItems items={open} con={con} />
          <h3>Closed in the last 12 h ({closed.length})</h3>
          <HandoverItems items={closed} con={con} />
        </>
      ) : (
        <p class="empty">Nothing is known yet: the alerts are being fetched.</p>
      )}
    </main>
  )
}
