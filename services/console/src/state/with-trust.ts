import { pictureStatus } from '../status/picture-status.ts'
import type { State } from './state.ts'

/** Announces when the picture stops being current, and when it is current again. */
export const withTrust = (state: State): State => {
  const { trusted } = pictureStatus(state.feed, state.nowMs)
  if (!state.hasSnapshot || trusted === state.trusted) return state
  if (state.trusted === null) return { ...state, trusted }
  const text = trusted ? 'The picture is current again.' : 'NOT CURRENT. What you see may be old: do not rely on it.'
  return { ...state, trusted, announcement: { text, assertive: false } }
}
