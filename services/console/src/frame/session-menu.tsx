import { Icon } from '../alert/icon.tsx'
import { ForeignText } from '../format/foreign-text.tsx'
import { isolateText } from '../format/isolate-text.ts'
import type { SessionInfo } from '../state/state.ts'

/** Who is at this desk, and the way out. */
export const SessionMenu = ({ session }: { readonly session: SessionInfo | null }) =>
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
