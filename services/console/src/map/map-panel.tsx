import type { AlertView, TrackedCraft } from '@landfall/contracts'
import { useEffect, useRef, useState } from 'preact/hooks'
import { craftKey } from '../craft/create-craft-store.ts'
import { Finder } from '../craft/finder.tsx'
import { PickedCraft } from '../craft/picked-craft.tsx'
import { formatPosition } from '../format/format-position.ts'
import type { Console } from '../state/console.ts'
import { worldFilterOf } from '../state/select.ts'
import { serverNowMs } from '../state/server-now.ts'
import type { State } from '../state/state.ts'
import type { SeaMap } from './open-map.ts'
import type { ScaleBar } from './scale-bar.ts'

type Props = {
  readonly alert: AlertView | undefined
  readonly state: State
  readonly con: Console
  readonly hasWebGl: boolean
}
type Pointer = { readonly longitude: number; readonly latitude: number }

/** The sea. Loaded only where it can be drawn; whatever befalls it, the list and the evidence go on. */
export const MapPanel = ({ alert, state, con, hasWebGl }: Props) => {
  const place = useRef<HTMLDivElement>(null)
  const map = useRef<SeaMap | null>(null)
  const [pointer, setPointer] = useState<Pointer | null>(null)
  const [scale, setScale] = useState<ScaleBar | null>(null)
  const [picked, setPicked] = useState<string | null>(null)

  useEffect(() => {
    const element = place.current
    if (!hasWebGl || element === null) return
    let isGone = false
    const handlers = { onPointer: setPointer, onScale: setScale, onPick: setPicked, onFault: con.setMapFault }
    import('./open-map.ts')
      .then(({ openMap }) => {
        if (!isGone) map.current = openMap(element, con.craft, handlers)
      })
      .catch((error: unknown) => con.setMapFault(String(error)))
    return () => {
      isGone = true
      map.current?.close()
      map.current = null
    }
  }, [])

  useEffect(() => {
    const shown = { areas: state.areas, alert, world: worldFilterOf(state), theme: themeOf(state) }
    map.current?.show({ ...shown, picked, serverMs: serverNowMs(state) })
  })

  const find = (one: TrackedCraft) => {
    setPicked(craftKey(one))
    map.current?.goTo(one)
  }
  const craft = picked === null ? undefined : con.craft.all.get(picked)
  const known = (
    <div class="known">
      {!state.route.kiosk && <Finder state={state} con={con} onFind={find} />}
      {craft && <PickedCraft key={picked} craft={craft} state={state} con={con} onHide={() => setPicked(null)} />}
    </div>
  )
  if (!hasWebGl || state.mapFault !== null) {
    return (
      <section class="map none" aria-label="Map">
        <p>
          {hasWebGl ? `The map failed (${state.mapFault}).` : 'No map: this browser has no WebGL.'} The list and the
          evidence are complete without it.
        </p>
        {known}
      </section>
    )
  }
  return (
    <section class="map" aria-label="Map">
      <div class="map-place" ref={place} />
      <p class="map-line">
        {scale !== null && (
          <span class="scale">
            <svg width={scale.widthPixels} height="8" aria-hidden="true">
              <path d={`M1 0V7H${scale.widthPixels - 1}V0`} />
            </svg>
            {scale.nauticalMiles} nm
          </span>
        )}
        <span>{pointer === null ? '' : formatPosition(pointer.longitude, pointer.latitude)}</span>
        <span>{`${state.craftCount} craft`}</span>
        <span class="about">© OpenStreetMap contributors. Not for navigation.</span>
      </p>
      {known}
    </section>
  )
}

const themeOf = ({ preferences: { theme } }: State): 'light' | 'dark' => {
  if (theme !== 'system') return theme
  return matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light'
}
