import { useEffect, useState } from 'preact/hooks'
import type { ViewStore } from './create-view-store.ts'
import type { ScreenView } from './to-screen.ts'

/** Renders the component again, and it alone, whenever the map has moved. Null before the map is there. */
export const useScreenView = (store: ViewStore): ScreenView | null => {
  const [view, setView] = useState(store.get)
  useEffect(() => {
    setView(store.get())
    return store.subscribe(() => setView(store.get()))
  }, [store])
  return view
}
