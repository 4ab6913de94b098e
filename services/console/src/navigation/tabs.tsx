import { ForeignText } from '../format/foreign-text.tsx'
import type { Console } from '../state/create-console.ts'
import type { State } from '../state/state.ts'
import { VIEWS, type View } from './route.ts'

const NAMES: Readonly<Record<View, string>> = { watch: 'Watch', handover: 'Handover', report: 'Report people' }

type Props = { readonly state: State; readonly con: Console }

export const Tabs = ({ state: { route, preferences, session }, con }: Props) => (
  <nav class="tabs" aria-label="Views">
    {VIEWS.filter((view) => view !== 'report' || session?.role === 'operator').map((view) => (
      <button
        key={view}
        type="button"
        aria-current={route.view === view ? 'page' : undefined}
        onClick={() => con.go({ view })}
      >
        {NAMES[view]}
      </button>
    ))}
    {route.view === 'watch' && (
      <button
        type="button"
        aria-pressed={preferences.showMap}
        onClick={() => con.prefer({ showMap: !preferences.showMap })}
      >
        Map
      </button>
    )}
    <button type="button" onClick={() => con.setDialog({ kind: 'help' })}>
      Help, settings (?)
    </button>
    <span class="who">
      {session !== null && <ForeignText>{`${session.name} (${session.role})`}</ForeignText>}
      {session?.needsLogin && (
        <form method="post" action="logout">
          <button type="submit">Log out</button>
        </form>
      )}
    </span>
  </nav>
)
