import type { ScreenView } from './to-screen.ts'

/** The part of the sea that is shown. Apart from the state, because it changes with every frame of a drag. */
export type ViewStore = {
  readonly get: () => ScreenView | null
  readonly set: (view: ScreenView) => void
  /** Returns a stop function. */
  readonly subscribe: (listener: () => void) => () => void
}

export const createViewStore = (): ViewStore => {
  const listeners = new Set<() => void>()
  let shown: ScreenView | null = null
  return {
    get: () => shown,
    set: (view) => {
      shown = view
      for (const listener of listeners) listener()
    },
    subscribe: (listener) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}
