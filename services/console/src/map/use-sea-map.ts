import { type MutableRef, useEffect, useRef, useState } from 'preact/hooks'
import type { Console } from '../state/create-console.ts'
import type { Sea } from './open-sea.ts'

/** Loads the map into the element once it may. Null until it is there. */
export const useSeaMap = (
  con: Console,
  mayLoad: boolean,
): { readonly element: MutableRef<HTMLDivElement | null>; readonly sea: Sea | null } => {
  const element = useRef<HTMLDivElement>(null)
  const [sea, setSea] = useState<Sea | null>(null)

  useEffect(() => {
    const container = element.current
    if (!mayLoad || container === null) return
    let isUnmounted = false
    let opened: Sea | null = null
    import('./open-sea.ts')
      .then(({ openSea }) => {
        if (isUnmounted) return
        opened = openSea(container, con)
        setSea(opened)
      })
      .catch((error: unknown) => con.setMapFault(String(error)))
    return () => {
      isUnmounted = true
      opened?.map.close()
    }
  }, [mayLoad])

  return { element, sea }
}
