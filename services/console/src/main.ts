// First: no schema may be made before it.
import './without-eval.ts'

import { h, render } from 'preact'
import './style/base.css'
import './style/list.css'
import './style/why.css'
import './style/pages.css'
import './style/print.css'
import { announce } from './announce.ts'
import { fail, hasFailed } from './fail.ts'
import { listenToKeys } from './listen-to-keys.ts'
import { createNotifier } from './notify.ts'
import { App } from './parts/app.tsx'
import { openSound } from './sound/open-sound.ts'
import { createConsole } from './state/console.ts'
import { pageTitle } from './state/page-title.ts'
import { soundOf } from './state/sound-of.ts'

const con = createConsole(fail)
const sound = openSound()
const notifier = createNotifier(con)
const root = document.getElementById('root')

const sounds = {
  on: () => void sound.switchOn().then((isRunning) => con.setSoundPhase(isRunning ? 'on' : 'blocked')),
  off: () => void sound.switchOff().then(() => con.setSoundPhase('off')),
  test: sound.test,
}

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
  notifier.tell(state)
  if (root !== null) render(h(App, { state, con, sounds, onNotifications: notifier.choose }), root)
}

const drawOrFail = (): void => {
  try {
    draw()
  } catch (error) {
    fail(error)
  }
}

con.store.subscribe(drawOrFail)
listenToKeys(con)
drawOrFail()
void con.start()
