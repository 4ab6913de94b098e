import type { StageDefinition, StateVersion } from '@landfall/stage'
import { foldStoredState, openStoredState, type StoredState } from './fold-stored-state.ts'
import type { StateFixture } from './read-state-fixture.ts'

export type GoldenPhase = 'live' | 'rebuilding' | 'reconciling'

/** As `StateFixture`, of a stage by its name, and of the version that it has. */
export type VersionedFixture = Omit<StateFixture, 'stage'> &
  StateVersion & {
    readonly stage: string
    readonly phase: GoldenPhase
    readonly cut: number
  }

const BATCH_RECORDS = 7

/** What a stage stores of the first `cut` records of a log, in a phase, and what it goes on to emit from there. */
export const recordStateFixture = async <State, Entry, Output, Version>(
  definition: StageDefinition<State, Entry, Output, Version>,
  { phase, log, cut }: Pick<VersionedFixture, 'phase' | 'log' | 'cut'>,
): Promise<VersionedFixture> => {
  const live = await runLive(definition, log.slice(0, cut))
  const state = phase === 'live' ? live : await rebuild(definition, { ...live, log }, phase === 'reconciling')
  const { written } = await foldStoredState(definition, { ...state, log })
  const { format, rules } = definition.stateVersion
  return { stage: definition.name, phase, format, rules, cut, ...state, log, continued: written }
}

type Definition<State, Entry, Output, Version> = StageDefinition<State, Entry, Output, Version>

/** From nothing, on a log that came record by record. */
const runLive = async <State, Entry, Output, Version>(
  definition: Definition<State, Entry, Output, Version>,
  log: StoredState['log'],
): Promise<StoredState> => {
  const { stored, written, step, settle } = await openStoredState(definition, { entries: {}, published: [] })
  step({ entries: [], nextOffset: 0, highWatermark: 0 })
  settle(0, 0)
  for (let from = 0; from < log.length; from += BATCH_RECORDS) {
    const entries = log.slice(from, from + BATCH_RECORDS)
    const nextOffset = from + entries.length
    step({ entries, nextOffset, highWatermark: nextOffset })
  }
  return { nextOffset: log.length, entries: sorted(stored), log, published: written }
}

/** In the middle of a rebuild after what was stored was lost, or at its end, when nothing was emitted yet. */
const rebuild = async <State, Entry, Output, Version>(
  definition: Definition<State, Entry, Output, Version>,
  { log, published, nextOffset: cut }: StoredState,
  isWhole: boolean,
): Promise<StoredState> => {
  const nextOffset = isWhole ? log.length : cut
  const { stored, step } = await openStoredState(definition, { entries: {}, published })
  step({ entries: log.slice(0, nextOffset), nextOffset, highWatermark: log.length })
  return { nextOffset, entries: sorted(stored), log, published }
}

const sorted = (stored: ReadonlyMap<string, string>): Readonly<Record<string, string>> =>
  Object.fromEntries([...stored].sort(([a], [b]) => (a < b ? -1 : 1)))
