import { KEYS } from '../navigation/keys.ts'
import { notificationsRefused } from '../notify/create-notifier.ts'
import type { Console } from '../state/create-console.ts'
import { type Preferences, THEMES } from '../state/preferences.ts'
import type { State } from '../state/state.ts'
import { Modal } from './modal.tsx'

type Props = { readonly state: State; readonly con: Console; readonly onNotifications: (wanted: boolean) => void }

const ARROWS: Readonly<Record<string, string>> = { ArrowDown: '↓', ArrowUp: '↑' }

/** The keys, and the operator’s own settings. */
export const HelpDialog = ({ state: { preferences }, con, onNotifications }: Props) => (
  <Modal label="Help" onClose={() => con.setDialog(null)}>
    <h2>Keys</h2>
    {!preferences.singleKeys && (
      <p class="answer bad">
        Single keys are OFF: only <kbd>?</kbd> works. Switch them on below.
      </p>
    )}
    <KeysTable />
    <h2>Settings</h2>
    <Settings preferences={preferences} con={con} onNotifications={onNotifications} />
    <p class="about">
      <a href="?only=list" target="_blank" rel="noreferrer">
        List in a second window
      </a>
      {' · '}
      <a href="?kiosk=1" target="_blank" rel="noreferrer">
        Wall display
      </a>
      {' · '}
      <a href="docs">Interface</a>
    </p>
    <div class="actions">
      <button type="button" class="strong" onClick={() => con.setDialog(null)}>
        Close help
      </button>
    </div>
  </Modal>
)

const KeysTable = () => (
  <table class="keys">
    <tbody>
      {KEYS.map(({ keys, description }) => (
        <tr key={description}>
          <th scope="row">
            {keys.map((key) => (
              <kbd key={key}>{ARROWS[key] ?? key}</kbd>
            ))}
          </th>
          <td>{description}</td>
        </tr>
      ))}
    </tbody>
  </table>
)

type SettingsProps = Omit<Props, 'state'> & { readonly preferences: Preferences }

const Settings = ({ preferences, con, onNotifications }: SettingsProps) => (
  <>
    <label>
      <input
        type="checkbox"
        checked={preferences.singleKeys}
        onChange={(event) => con.prefer({ singleKeys: event.currentTarget.checked })}
      />{' '}
      single keys work (the ? always does)
    </label>
    <label>
      <input
        type="checkbox"
        checked={preferences.notifications}
        onChange={(event) => onNotifications(event.currentTarget.checked)}
      />{' '}
      desktop notifications for new alarms and warnings, while this tab is not looked at
    </label>
    {notificationsRefused() && <p class="about">This browser refuses them to this page.</p>}
    <label>
      Colours{' '}
      <select
        value={preferences.theme}
        onChange={(event) =>
          con.prefer({ theme: THEMES.find((theme) => theme === event.currentTarget.value) ?? 'system' })
        }
      >
        {THEMES.map((theme) => (
          <option key={theme} value={theme}>
            {theme}
          </option>
        ))}
      </select>
    </label>
  </>
)
