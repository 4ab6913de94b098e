import type { ComponentChildren } from 'preact'
import type { Console } from '../state/create-console.ts'
import type { State } from '../state/state.ts'
import { shortcutOf } from './keys.ts'
import { VIEWS, type View } from './route.ts'

const NAMES: Readonly<Record<View, ComponentChildren>> = {
  watch: 'Watch',
  handover: 'Handover',
  report: (
    <>
      Report <span class="in-full">people</span>
    </>
  ),
}

type Props = { readonly state: State; readonly con: Console }

export const Tabs = ({ state: { route, session, preferences }, con }: Props) => (
  <nav class="tabs" aria-label="Views">
    {VIEWS.filter((view) => view !== 'report' || session?.role === 'operator').map((view) => (
      <button
        key={view}
        type="button"
        aria-current={route.view === view ? 'page' : undefined}
        aria-keyshortcuts={shortcutOf(view, preferences.singleKeys)}
        onClick={() => con.go({ view })}
      >
        {NAMES[view]}
      </button>
    ))}
    <button type="button" aria-haspopup="dialog" aria-keyshortcuts="?" onClick={() => con.setDialog({ kind: 'help' })}>
      Help
    </button>
  </nav>
)
