import { describeAuthor } from '@landfall/contracts'
import { Icon } from '../alert/icon.tsx'
import { ForeignText } from '../format/foreign-text.tsx'
import { isolateText } from '../format/isolate-text.ts'
import { Moment } from '../format/moment.tsx'
import type { State } from '../state/state.ts'

/** Who is at this desk, who has the watch, and the way out. */
export const SessionMenu = ({ session, watches }: Pick<State, 'session' | 'watches'>) =>
  session === null ? null : (
    <>
      <button
        type="button"
        class="quiet square"
        popoverTarget="session-menu"
        aria-label={`Signed in as ${isolateText(session.name)}, ${session.role}`}
      >
        <Icon name="user" small />
      </button>
      <div id="session-menu" class="menu" popover="auto">
        <p>
          <strong>
            <ForeignText>{session.name}</ForeignText>
          </strong>{' '}
          <span class="about">{session.role}</span>
        </p>
        {watches?.current != null && (
          <p class="on-watch">
            On watch: <ForeignText>{describeAuthor(watches.current)}</ForeignText>, since{' '}
            <Moment at={Date.parse(watches.current.at)} />
          </p>
        )}
        {session.needsLogin ? (
          <form method="post" action="logout">
            <button type="submit">Sign out</button>
          </form>
        ) : (
          <p class="about">On this machine nobody has to sign in.</p>
        )}
      </div>
    </>
  )
