import {
  createStageMachine,
  openStageState,
  readPublishedVersions,
  type StageBatch,
  type StageDefinition,
} from '@landfall/stage'
import type { StateFixture, WrittenRecord } from './read-state-fixture.ts'

export type StoredState = Pick<StateFixture, 'nextOffset' | 'entries' | 'log' | 'published'>

/** Opens the stage on the stored state, as one that owns the partition from here on. */
export const openStoredState = async <State, Entry, Output, Version>(
  definition: StageDefinition<State, Entry, Output, Version>,
  { entries, published }: Pick<StoredState, 'entries' | 'published'>,
) => {
  const stored = new Map(Object.entries(entries))
  const opened = openStageState(definition, { partition: 0, entries: stored, logId: 'golden-log' })
  const versions = published.map(({ value }) => JSON.parse(value) as Version)
  const topic = await readPublishedVersions(definition, opened, async (from) => ({
    versions: versions.slice(from?.get(0) ?? 0),
    positions: new Map([[0, versions.length]]),
  }))
  const machine = createStageMachine(definition, opened, topic)
  const written: WrittenRecord[] = []
  const step = (batch: StageBatch): void => {
    const result = machine.step(batch)
    if (!result.ok) throw result.error
    const sent = result.records.map((_, index) => ({ partition: 0, offset: versions.length + written.length + index }))
    written.push(
      ...result.records.map((record) => ({ topic: record.topic, key: record.key, value: String(record.value) })),
    )
    const { puts, deletes } = machine.takeChange(sent)
    for (const key of deletes) stored.delete(key)
    for (const [key, text] of puts) stored.set(key, text)
  }
  /** The steps that wait for no record. */
  const settle = (at: number, highWatermark: number): void => {
    while (machine.needsStep()) step({ entries: [], nextOffset: at, highWatermark })
  }
  return { opened, machine, stored, written, step, settle }
}

/** Opens the stage on the stored state, and folds the rest of the log. */
export const foldStoredState = async <State, Entry, Output, Version>(
  definition: StageDefinition<State, Entry, Output, Version>,
  state: StoredState,
) => {
  const { nextOffset, log } = state
  const { opened, machine, stored, written, step, settle } = await openStoredState(definition, state)
  const from = opened.startsOver ? 0 : nextOffset
  settle(from, log.length)
  if (from < log.length) step({ entries: log.slice(from), nextOffset: log.length, highWatermark: log.length })
  settle(log.length, log.length)
  return { opened, stored, written, phase: machine.view.phase() }
}
