import type { AlertView, TrackedCraft } from '@landfall/contracts'
import { craftKey } from '../craft/create-craft-store.ts'
import { Finder } from '../craft/finder.tsx'
import { PickedCraft } from '../craft/picked-craft.tsx'
import { formatPosition } from '../format/format-position.ts'
import type { Console } from '../state/create-console.ts'
import type { State } from '../state/state.ts'
import type { ScaleBar } from './scale-bar.ts'
import type { MapPlace } from './show-whole.ts'
import { useSeaMap } from './use-sea-map.ts'

type Props = {
  readonly alert: AlertView | undefined
  readonly state: State
  readonly con: Console
  readonly hasWebGl: boolean
}

/** The sea. Whatever happens to the map, the list and the evidence go on without it. */
export const MapPanel = ({ alert, state, con, hasWebGl }: Props) => {
  const { element, map, pointer, scale, picked, pick } = useSeaMap({ alert, state, con }, hasWebGl)
  const find = (found: TrackedCraft): void => {
    pick(craftKey(found))
    map.current?.goTo(found)
  }
  const craft = picked === null ? undefined : con.craft.all.get(picked)
  // The key keeps the finder and what was typed into it when the map fails.
  const known = (
    <div class="known" key="known">
      {!state.route.kiosk && <Finder state={state} con={con} onFind={find} />}
      {craft && <PickedCraft key={picked} craft={craft} state={state} con={con} onHide={() => pick(null)} />}
    </div>
  )
  return !hasWebGl || state.mapFault !== null ? (
    <section class="map none" aria-label="Map">
      <p>
        {hasWebGl ? `The map failed (${state.mapFault}).` : 'No map: this browser has no WebGL.'} The list and the
        evidence are complete without it.
      </p>
      {known}
    </section>
  ) : (
    <section class="map" aria-label="Map">
      <div class="map-place" ref={element} />
      <MapLine
        scale={scale}
        pointer={pointer}
        craftCount={state.craftCount}
        notShown={state.feed?.heartbeat?.craftNotShown ?? 0}
      />
      {known}
    </section>
  )
}

type LineProps = {
  readonly scale: ScaleBar | null
  readonly pointer: MapPlace | null
  readonly craftCount: number
  readonly notShown: number
}

const MapLine = ({ scale, pointer, craftCount, notShown }: LineProps) => (
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
    <span>{notShown === 0 ? `${craftCount} craft` : `${craftCount} craft, ${notShown} craft not shown`}</span>
    <span class="about">© OpenStreetMap contributors. Not for navigation.</span>
  </p>
)
