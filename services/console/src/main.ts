import { h, render } from 'preact'
import './style/tokens.css'
import './style/base.css'
import './style/controls.css'
import './style/frame.css'
import './style/sea.css'
import './style/list.css'
import { flashTogether } from './alert/flash-together.ts'
import symbols from './alert/symbols.svg?raw'
import { App } from './app.tsx'
import { createPartsLoader } from './create-parts-loader.ts'
import { listenToKeys } from './navigation/listen-to-keys.ts'
import { announce } from './notify/announce.ts'
import { createNotifier } from './notify/create-notifier.ts'
import { pageTitle } from './notify/page-title.ts'
import { hasFailed, showFailure } from './show-failure.ts'
import { openSound } from './sound/open-sound.ts'
import { soundOf } from './sound/sound-of.ts'
import { createConsole } from './state/create-console.ts'

const con = createConsole(showFailure)
const sound = openSound()
const notifier = createNotifier(con)
const root = document.getElementById('root')
const loader = createPartsLoader(() => drawOrFail())

const sounds = {
  on: () => void sound.switchOn().then((isRunning) => con.setSoundPhase(isRunning ? 'on' : 'blocked')),
  off: () => void sound.switchOff().then(() => con.setSoundPhase('off')),
  test: sound.test,
}

document.body.insertAdjacentHTML('afterbegin', symbols)

const draw = (): void => {
  const state = con.store.get()
  const { phase } = state.sound
  document.documentElement.dataset['theme'] = state.preferences.theme
  if (!hasFailed()) document.title = pageTitle(state)
  if (phase === 'on') {
    if (sound.isRunning()) sound.keep(soundOf(state).sound, state.nowMs)
    else con.setSoundPhase('blocked')
  }
  announce(state.announcement)
  notifier.update(state)
  // The wall, and what is no list, show nothing before.
  if (state.hasSnapshot || state.route.kiosk || state.route.view !== 'watch') loader.load()
  if (root === null) return
  render(h(App, { state, con, sounds, onNotifications: notifier.choose, known: loader.get() }), root)
}

const drawOrFail = (): void => {
  try {
    draw()
  } catch (error) {
    showFailure(error)
  }
}

con.store.subscribe(drawOrFail)
listenToKeys(con)
flashTogether()
drawOrFail()
void con.start()
// Nobody presses anything at a wall. A browser that was not set up for it refuses, which is then shown.
if (con.store.get().route.kiosk) sounds.on()
