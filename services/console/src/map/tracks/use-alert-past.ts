import type { AlertView } from '@landfall/contracts'
import { useMemo } from 'preact/hooks'
import type { Console } from '../../state/create-console.ts'
import { select } from '../../state/select.ts'
import type { State } from '../../state/state.ts'
import type { FeatureCollection } from '../feature.ts'
import { alertAt, versionAt } from './alert-at.ts'
import { historyFeatures } from './history-features.ts'
import { type PlaceAt, positionsAt } from './positions-at.ts'
import { type TimeScale, timeScale } from './time-scale.ts'
import { timedTracks, withNewest } from './timed-track.ts'

/** How the chosen alert came about. */
export type AlertPast = {
  /** Null: where its craft were is not known. */
  readonly scale: TimeScale | null
  /** The past that is shown; null: now. */
  readonly pastMs: number | null
  /** The alert as it was then; undefined before it was raised. */
  readonly alert: AlertView | undefined
  readonly places: readonly PlaceAt[]
  readonly features: FeatureCollection
}

/** Craft are drawn again as they grow older, even where none has moved. */
const AGE_MS = 10_000

type Props = { readonly alert: AlertView | undefined; readonly state: State; readonly con: Console }

export const useAlertPast = ({ alert, state, con }: Props): AlertPast => {
  const asked = state.tracks?.alertId === alert?.alertId ? state.tracks?.answer : undefined
  const answer = asked === undefined || asked === 'failed' ? null : asked
  const fetched = useMemo(() => (answer === null ? [] : timedTracks(answer)), [answer])
  const serverMs = select.serverNowMs(state)
  const pastMs = select.shownPastMs(state)
  const versions = state.histories.get(alert?.alertId ?? '') ?? []
  const tracks = alert === undefined ? fetched : withNewest(fetched, alert, con.craft)
  const scale = alert === undefined || answer === null ? null : timeScale(alert, answer, tracks, versions, serverMs)
  const atMs = pastMs ?? scale?.toMs ?? serverMs
  const version = pastMs === null ? null : versionAt(versions, pastMs)
  // The same object while it is the same version: the map draws all craft again for another one.
  const then = useMemo(
    () => (alert === undefined || pastMs === null ? alert : alertAt(alert, version)),
    [alert, version, pastMs === null],
  )
  const drawnFor = pastMs ?? Math.floor(serverMs / AGE_MS)
  return {
    scale,
    pastMs,
    alert: then,
    places: positionsAt(tracks, atMs),
    features: useMemo(() => historyFeatures(tracks, atMs), [answer, alert?.alertId, drawnFor]),
  }
}
