export type Store<State> = {
  readonly get: () => State
  readonly update: (change: (state: State) => State) => void
  readonly subscribe: (listener: () => void) => void
}

/** One state, one way to change it. Listeners are told once for all changes of a turn. */
export const createStore = <State>(initial: State): Store<State> => {
  let state = initial
  let told = true
  const listeners: (() => void)[] = []
  const tell = (): void => {
    told = true
    for (const listener of listeners) listener()
  }
  return {
    get: () => state,
    update: (change) => {
      const next = change(state)
      if (next === state) return
      state = next
      if (!told) return
      told = false
      queueMicrotask(tell)
    },
    subscribe: (listener) => {
      listeners.push(listener)
    },
  }
}
