import type { AlertView } from '@landfall/contracts'
import { type MutableRef, useEffect, useRef, useState } from 'preact/hooks'
import type { Console } from '../state/create-console.ts'
import { select } from '../state/select.ts'
import type { State } from '../state/state.ts'
import type { SeaMap } from './open-map.ts'
import type { ScaleBar } from './scale-bar.ts'
import type { MapPlace } from './show-whole.ts'

export type SeaMapState = {
  /** Where to put the map. */
  readonly element: MutableRef<HTMLDivElement | null>
  readonly map: MutableRef<SeaMap | null>
  readonly pointer: MapPlace | null
  readonly scale: ScaleBar | null
  /** Key of the picked craft. */
  readonly picked: string | null
  readonly pick: (craftKey: string | null) => void
}

type Props = { readonly alert: AlertView | undefined; readonly state: State; readonly con: Console }

/** Loads the map into `element` after the first render, and passes it the state on every later one. */
export const useSeaMap = ({ alert, state, con }: Props, hasWebGl: boolean): SeaMapState => {
  const element = useRef<HTMLDivElement>(null)
  const map = useRef<SeaMap | null>(null)
  const [pointer, setPointer] = useState<MapPlace | null>(null)
  const [scale, setScale] = useState<ScaleBar | null>(null)
  const [picked, pick] = useState<string | null>(null)

  useEffect(() => {
    const container = element.current
    if (!hasWebGl || container === null) return
    let isUnmounted = false
    const handlers = { onPointer: setPointer, onScale: setScale, onPick: pick, onFault: con.setMapFault }
    import('./open-map.ts')
      .then(({ openMap }) => {
        if (!isUnmounted) map.current = openMap(container, con.craft, handlers)
      })
      .catch((error: unknown) => con.setMapFault(String(error)))
    return () => {
      isUnmounted = true
      map.current?.close()
      map.current = null
    }
  }, [])

  useEffect(() => {
    map.current?.show({
      areas: state.areas,
      alert,
      alerts: state.alerts,
      world: select.worldFilter(state),
      theme: themeOf(state),
      picked,
      serverMs: select.serverNowMs(state),
    })
  })

  return { element, map, pointer, scale, picked, pick }
}

const themeOf = ({ preferences: { theme } }: State): 'light' | 'dark' => {
  if (theme === 'night') return 'dark'
  if (theme !== 'system') return theme
  return matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light'
}
