export type Store<State> = {
  readonly get: () => State
  readonly update: (change: (state: State) => State) => void
  readonly subscribe: (listener: () => void) => void
}

/** One state, and one way to change it. Listeners are called once for all changes made in the same turn. */
export const createStore = <State>(initial: State): Store<State> => {
  let state = initial
  let isScheduled = false
  const listeners: (() => void)[] = []
  const notify = (): void => {
    isScheduled = false
    for (const listener of listeners) listener()
  }
  return {
    get: () => state,
    update: (change) => {
      const next = change(state)
      if (next === state) return
      state = next
      if (isScheduled) return
      isScheduled = true
      queueMicrotask(notify)
    },
    subscribe: (listener) => {
      listeners.push(listener)
    },
  }
}
