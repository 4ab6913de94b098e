import type { ComponentType } from 'preact'
import { type MutableRef, useEffect, useRef, useState } from 'preact/hooks'
import type { Console } from '../state/create-console.ts'
import type { SeaMap } from './open-map.ts'
import type { OverlayProps } from './overlay/use-sea-overlay.ts'

/** The map, and what is shown over it; both are loaded after the list. */
export type Sea = { readonly map: SeaMap; readonly Overlay: ComponentType<OverlayProps> }

/** Loads the map into the element after the first render. Null until it is there. */
export const useSeaMap = (
  con: Console,
  hasWebGl: boolean,
): { readonly element: MutableRef<HTMLDivElement | null>; readonly sea: Sea | null } => {
  const element = useRef<HTMLDivElement>(null)
  const [sea, setSea] = useState<Sea | null>(null)

  useEffect(() => {
    const container = element.current
    if (!hasWebGl || container === null) return
    let isUnmounted = false
    let map: SeaMap | null = null
    Promise.all([import('./open-map.ts'), import('./overlay/sea-overlay.tsx')])
      .then(([{ openMap }, { SeaOverlay }]) => {
        if (isUnmounted) return
        map = openMap(container, con.craft, con.setMapFault)
        setSea({ map, Overlay: SeaOverlay })
      })
      .catch((error: unknown) => con.setMapFault(String(error)))
    return () => {
      isUnmounted = true
      map?.close()
    }
  }, [])

  return { element, sea }
}
