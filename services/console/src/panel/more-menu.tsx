import type { AlertView } from '@landfall/contracts'
import type { JSX } from 'preact'
import { Icon } from '../alert/icon.tsx'
import { formatRoute } from '../navigation/route.ts'
import type { Console } from '../state/create-console.ts'
import { copyText } from './copy-text.ts'

type Props = { readonly alert: AlertView; readonly con: Console }

/** What is seldom needed: links, exports and print. Escape, or leaving it, closes it. */
export const MoreMenu = ({ alert: { alertId }, con }: Props) => {
  const path = `v1/alerts/${encodeURIComponent(alertId)}`
  return (
    <details class="more" onFocusOut={closeIfLeft} onKeyDown={closeOnEscape}>
      <summary aria-label="More: link, exports, print" title="More">
        <Icon name="more" small />
      </summary>
      <div class="more-menu">
        <button type="button" onClick={() => void copyText(linkTo(con), con)}>
          Copy link
        </button>
        <a href={`${path}/cap`} download={`${alertId}.cap.xml`}>
          CAP 1.2
        </a>
        <a href={path} download={`${alertId}.json`}>
          JSON
        </a>
        <a href={`${path}/history?limit=1000&export=true`} download={`${alertId}-history.json`}>
          History
        </a>
        <button type="button" onClick={() => print()}>
          Print
        </button>
      </div>
    </details>
  )
}

const linkTo = (con: Console): string => `${location.origin}${location.pathname}${formatRoute(con.store.get().route)}`

const closeIfLeft = ({ currentTarget, relatedTarget }: JSX.TargetedFocusEvent<HTMLDetailsElement>): void => {
  // A press on nothing that takes the focus leaves it too; the browser then names no target.
  if (!(relatedTarget instanceof Node) || !currentTarget.contains(relatedTarget)) currentTarget.open = false
}

const closeOnEscape = ({ key, currentTarget }: JSX.TargetedKeyboardEvent<HTMLDetailsElement>): void => {
  if (key !== 'Escape' || !currentTarget.open) return
  currentTarget.open = false
  currentTarget.querySelector('summary')?.focus()
}
