import { useRef } from 'preact/hooks'
import type { Console } from '../state/create-console.ts'
import type { State } from '../state/state.ts'
import { FilterBar } from './filter-bar.tsx'
import { ListHead } from './list-head.tsx'
import { isFiltering, type ShownAlerts } from './order/shown-alerts.ts'
import { AlertCards } from './rows/alert-cards.tsx'
import { AlertLines } from './rows/alert-lines.tsx'
import type { ListProps } from './rows/list-props.ts'
import { SeveralBar } from './several-bar.tsx'
import { showAll } from './show-all.ts'
import { useKeptFocus } from './use-kept-focus.ts'

type Props = { readonly state: State; readonly con: Console; readonly shown: ShownAlerts }

const FREEZE_MS = 4_000

/** The list comes first: it works even when nothing else does. */
export const AlertList = ({ state, con, shown }: Props) => {
  const timer = useRef<ReturnType<typeof setTimeout>>()
  const rows = useRef<HTMLDivElement>(null)
  useKeptFocus(rows, state.order)
  const release = () => con.freezeOrder(false)
  // Released after a while, or a pointer or focus left on the list would keep an old order for ever.
  const freeze = () => {
    con.freezeOrder(true)
    clearTimeout(timer.current)
    timer.current = setTimeout(release, FREEZE_MS)
  }
  const hold: ListProps['hold'] = {
    onPointerMove: freeze,
    onPointerLeave: release,
    onKeyDown: freeze,
    onFocusCapture: freeze,
  }
  const isFiltered = isFiltering(state.route.filter) || state.list.search.trim() !== ''
  const isGrouped = state.list.groups.length > 0
  return (
    <section class={`list${isGrouped ? ' grouped' : ''}`} aria-labelledby="list-heading">
      <ListHead state={state} con={con} shown={shown} />
      {!state.route.kiosk && <FilterBar state={state} con={con} />}
      <HiddenNotice shown={shown} con={con} filtering={isFiltered} />
      {!state.route.kiosk && isGrouped && <SeveralBar state={state} con={con} shown={shown} />}
      {shown.alerts.length === 0 && <p class="empty">{emptyWords(state, shown)}</p>}
      {!state.hasSnapshot && <Skeletons />}
      {isGrouped && <Columns />}
      <div class="alerts" ref={rows}>
        {isGrouped ? (
          <AlertLines state={state} con={con} scroller={rows} hold={hold} />
        ) : (
          <AlertCards state={state} con={con} scroller={rows} hold={hold} />
        )}
      </div>
    </section>
  )
}

/** Where the rows will be, so that the first does not come as a jump. */
const Skeletons = () => (
  <div class="skeletons" aria-hidden="true">
    <span class="skeleton" />
    <span class="skeleton" />
    <span class="skeleton" />
  </div>
)

const Columns = () => (
  <p class="columns" aria-hidden="true">
    <span />
    <span>Place</span>
    <span class="likely">Likely</span>
    <span class="range">Range</span>
    <span class="craft">Craft</span>
    <span class="age">Raised</span>
    <span class="raised">UTC</span>
  </p>
)

const emptyWords = ({ hasSnapshot }: State, { hidden }: ShownAlerts): string => {
  if (!hasSnapshot) return 'Nothing is known yet: the alerts are being fetched.'
  return hidden > 0 ? 'No alert passes.' : 'No alerts.'
}

type NoticeProps = { readonly shown: ShownAlerts; readonly con: Console; readonly filtering: boolean }

const HiddenNotice = ({ shown: { hidden, hiddenAlarms }, con, filtering }: NoticeProps) =>
  hidden === 0 && !filtering ? null : (
    <p class={`hidden-notice${hiddenAlarms > 0 ? ' with-alarms' : ''}`}>
      <strong>
        {`${filtering ? 'FILTER ON' : 'NOT ALL SHOWN'}, ${hidden} hidden`}
        {hiddenAlarms > 0 && ` (${hiddenAlarms} ${hiddenAlarms === 1 ? 'alarm' : 'alarms'})`}
      </strong>
      <button type="button" onClick={() => showAll(con)}>
        Show all
      </button>
    </p>
  )
