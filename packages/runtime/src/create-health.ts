export type BackingServiceState = { readonly ok: boolean; readonly detail?: string }
export type Health = {
  /** Sets the state of a backing service, or a function that returns it (called at each probe, so it must be quick). */
  readonly set: (name: string, state: BackingServiceState | (() => BackingServiceState)) => void
  readonly check: () => { readonly ready: boolean; readonly parts: Readonly<Record<string, BackingServiceState>> }
}

/** Ready means that every backing service is; before the first one is set, the service is not ready. */
export const createHealth = (): Health => {
  const states = new Map<string, BackingServiceState | (() => BackingServiceState)>()
  return {
    set: (name, state) => {
      states.set(name, state)
    },
    check: () => {
      const parts = Object.fromEntries([...states].map(([name, state]) => [name, ask(state)]))
      const all = Object.values(parts)
      return { ready: all.length > 0 && all.every(({ ok }) => ok), parts }
    },
  }
}

const ask = (state: BackingServiceState | (() => BackingServiceState)): BackingServiceState =>
  typeof state === 'function' ? state() : state
