export type PartState = { readonly ok: boolean; readonly detail?: string }
export type Health = {
  /** States a part's health, or how to find it out when asked (must be quick: it is asked at each probe). */
  readonly set: (part: string, state: PartState | (() => PartState)) => void
  readonly check: () => { readonly ready: boolean; readonly parts: Readonly<Record<string, PartState>> }
}

/** Ready means that every part is; a service that has not named a part yet is not ready. */
export const createHealth = (): Health => {
  const states = new Map<string, PartState | (() => PartState)>()
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

const ask = (state: PartState | (() => PartState)): PartState => (typeof state === 'function' ? state() : state)
