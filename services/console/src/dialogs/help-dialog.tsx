import { KEYS } from '../navigation/keys.ts'
import type { Sounds } from '../sound/sounds.ts'
import type { Console } from '../state/create-console.ts'
import type { State } from '../state/state.ts'
import { KEY_WORDS } from './key-words.ts'
import { Modal } from './modal.tsx'
import { Settings } from './settings.tsx'

type Props = {
  readonly state: State
  readonly con: Console
  readonly sounds: Sounds
  readonly onNotifications: (wanted: boolean) => void
}

const ARROWS: Readonly<Record<string, string>> = { ArrowDown: '↓', ArrowUp: '↑' }

/** The keys, and the operator’s own settings. */
export const HelpDialog = ({ state: { preferences, sound }, con, sounds, onNotifications }: Props) => (
  <Modal label="Help" onClose={() => con.setDialog(null)}>
    <h2>Help and settings</h2>
    <Settings preferences={preferences} con={con} onNotifications={onNotifications} />
    <p class="sound-test">
      <button type="button" disabled={sound.phase !== 'on'} onClick={sounds.test}>
        Test the sound
      </button>{' '}
      <span class="about">
        {sound.phase === 'on'
          ? 'A call for help, an alarm, a warning, a lost picture.'
          : 'The sound is off: switch it on in the top bar first.'}
      </span>
    </p>
    <h3>Keys</h3>
    {!preferences.singleKeys && (
      <p class="answer bad">
        Single keys are OFF: only <kbd>?</kbd> works. Switch them on above.
      </p>
    )}
    <KeysTable />
    <h3>Other windows</h3>
    <p>
      <a href="?only=list" target="_blank" rel="noreferrer">
        List in a second window
      </a>
      {' · '}
      <a href="?kiosk=1" target="_blank" rel="noreferrer">
        Wall display
      </a>
      {' · '}
      <a href="docs">Programming interface</a>
    </p>
    <footer>
      <button type="button" class="primary" onClick={() => con.setDialog(null)}>
        Close help
      </button>
    </footer>
  </Modal>
)

const KeysTable = () => (
  <table class="keys">
    <tbody>
      {KEYS.map(({ keys, command }) => (
        <tr key={command}>
          <th scope="row">
            {keys.map((key) => (
              <kbd key={key}>{ARROWS[key] ?? key}</kbd>
            ))}
          </th>
          <td>{KEY_WORDS[command]}</td>
        </tr>
      ))}
    </tbody>
  </table>
)
