import { Segments } from '../controls/segments.tsx'
import { Switch } from '../controls/switch.tsx'
import { notificationsRefused } from '../notify/create-notifier.ts'
import type { Console } from '../state/create-console.ts'
import { type Preferences, THEMES } from '../state/preferences.ts'

type Props = {
  readonly preferences: Preferences
  readonly con: Console
  readonly onNotifications: (wanted: boolean) => void
}

const THEME_TEXTS: Readonly<Record<Preferences['theme'], string>> = {
  system: 'As the system',
  light: 'Light',
  dark: 'Dark',
  night: 'Night (red)',
}

/** What is remembered on this machine. */
export const Settings = ({ preferences, con, onNotifications }: Props) => (
  <div class="settings">
    <div>
      <span>Colours</span>
      <Segments
        label="Colours"
        options={THEMES.map((value) => ({ value, text: THEME_TEXTS[value] }))}
        value={preferences.theme}
        onChange={(theme) => con.prefer({ theme })}
      />
    </div>
    <Switch checked={preferences.showMap} onChange={(showMap) => con.prefer({ showMap })}>
      Map
    </Switch>
    <Switch checked={preferences.singleKeys} onChange={(singleKeys) => con.prefer({ singleKeys })}>
      Single keys work (the ? always does)
    </Switch>
    <Switch checked={preferences.notifications} onChange={onNotifications}>
      Desktop notifications for new alarms and warnings, while this tab is not looked at
    </Switch>
    <Switch checked={preferences.together} onChange={(together) => con.prefer({ together })}>
      Windows of this browser choose the same alert
    </Switch>
    {notificationsRefused() && <p class="about">This browser refuses notifications to this page.</p>}
  </div>
)
