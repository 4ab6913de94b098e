import type { AlertView, TrackedCraft } from '@landfall/contracts'
import { useState } from 'preact/hooks'
import { craftKey } from '../craft/create-craft-store.ts'
import { Finder } from '../craft/finder.tsx'
import { PickedCraft } from '../craft/picked-craft.tsx'
import type { Console } from '../state/create-console.ts'
import type { State } from '../state/state.ts'
import { useSeaMap } from './use-sea-map.ts'

type Props = {
  readonly alert: AlertView | undefined
  readonly state: State
  readonly con: Console
  readonly hasWebGl: boolean
  /** The map comes after everything else. */
  readonly mayLoad: boolean
}

/** The sea. Whatever happens to the map, the list and the evidence go on without it. */
export const MapPanel = ({ alert, state, con, hasWebGl, mayLoad }: Props) => {
  const { element, sea } = useSeaMap(con, hasWebGl && mayLoad)
  const [picked, pick] = useState<string | null>(null)
  const find = (found: TrackedCraft): void => {
    pick(craftKey(found))
    sea?.map.goTo(found)
  }
  const craft = picked === null ? undefined : con.craft.all.get(picked)
  // The key keeps the finder and what was typed into it when the map fails.
  const known = (
    <div class="known" key="known">
      {!state.route.kiosk && (
        <Finder state={state} con={con} onFind={find} onFindPlace={(place) => sea?.map.goTo(place)} />
      )}
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
      {sea !== null && <sea.Overlay map={sea.map} alert={alert} state={state} con={con} picked={picked} pick={pick} />}
      {known}
    </section>
  )
}
