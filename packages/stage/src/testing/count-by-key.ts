import type { StageDefinition, StateVersion } from '../stage-definition.ts'

/** The newest count of a key; numbered, so that readers drop repeats. */
export type Count = { readonly key: string; readonly version: number; readonly count: number }

type CountState = {
  readonly counts: Map<string, number>
  /** What the readers of the counts topic know. */
  readonly emitted: Map<string, Count>
}

const next = (state: CountState, key: string): Count => ({
  key,
  version: (state.emitted.get(key)?.version ?? 0) + 1,
  count: state.counts.get(key) ?? 0,
})

/**
 * The smallest stage with everything in it: how many records each key has had, a new version whenever that changes. Its state
 * may be lost: it is then counted again from the log, and goes on from the versions in the topic.
 */
export const countByKey = (
  configHash = 'v1',
  stateVersion: StateVersion = { format: 1, rules: 1 },
): StageDefinition<CountState, Count, Count, Count> => ({
  name: 'counts',
  stateVersion,
  configHash,
  onConfigChange: 'rebuild',
  initial: () => ({ counts: new Map(), emitted: new Map() }),
  decode: (entries) => {
    const stored = [...entries].map(([key, text]): [string, Count] => [key, JSON.parse(text) as Count])
    return {
      counts: new Map(stored.map(([key, { count }]) => [key, count])),
      emitted: new Map(stored.filter(([, { version }]) => version > 0)),
    }
  },
  encode: (entry) => JSON.stringify(entry),
  evolve: (state, { key }, changes) => {
    if (key === null) return []
    state.counts.set(key, (state.counts.get(key) ?? 0) + 1)
    const count = next(state, key)
    state.emitted.set(key, count)
    changes.set(key, count)
    return [count]
  },
  restore: (state, { key }, changes) => {
    if (key === null) return []
    const count = (state.counts.get(key) ?? 0) + 1
    state.counts.set(key, count)
    changes.set(key, { key, version: 0, count })
    return []
  },
  reconcile: (state, { published }, changes) => {
    if (published !== null) state.emitted.clear() // What readers know is what the topic says.
    for (const version of published ?? []) {
      if (version.version > (state.emitted.get(version.key)?.version ?? 0)) state.emitted.set(version.key, version)
    }
    const outdated = [...state.counts].filter(([key, count]) => state.emitted.get(key)?.count !== count)
    const emitted = outdated.map(([key]) => next(state, key))
    for (const count of emitted) state.emitted.set(count.key, count)
    for (const [key, count] of state.emitted) changes.set(key, count)
    return emitted
  },
  versions: {
    versionOf: (count) => count,
    idOf: ({ key, version }) => `${key}/${version}`,
    isKnown: ({ emitted }, { key, version }) => version <= (emitted.get(key)?.version ?? 0),
  },
  toRecord: (count) => ({ topic: 'counts', key: count.key, value: JSON.stringify(count) }),
})
