export type BackingServiceState = { readonly ok: boolean; readonly detail?: string }
export type Health = {
  /** States a part's health, or how to find it out when asked (must be quick: it is asked at each probe). */
  readonly set: (part: string, state: BackingServiceState | (() => BackingServiceState)) => void
  readonly check: () => { readonly ready: boolean; readonly parts: Readonly<Record<string, BackingServiceState>> }
}

/** Ready means that every part is; a service that has not named a part yet is not ready. */
export const createHealth = (): Health => {
  const states = new Map<string, BackingServiceState | (() => BackingServiceState)>()
  return {
    set: (part, state) => {
      states.set(part, state)
    },
    check: () => {
      const parts = Object.fromEntries([...states].map(([part, state]) => [part, ask(state)]))
      const all = Object.values(parts)
      return { ready: all.length > 0 && all.every(({ ok }) => ok), parts }
    },
  }
}

const ask = (state: BackingServiceState | (() => BackingServiceState)): BackingServiceState =>
  typeof state === 'function' ? state() : state
