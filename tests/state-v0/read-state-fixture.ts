import { readdirSync, readFileSync } from 'node:fs'

/**
 * A state as 0.1.0 stored it, before the stages had an engine in common: live, or in the middle of a rebuild. With it the whole log,
 * what was published until then, and what 0.1.0 itself went on to emit from there.
 */
export type StateFixture = {
  readonly stage: 'arrivals' | 'groups' | 'sources'
  readonly nextOffset: number
  readonly entries: Readonly<Record<string, string>>
  readonly log: readonly {
    readonly offset: number
    readonly timestampMs: number
    readonly key: string
    readonly value: string
  }[]
  readonly published: readonly WrittenRecord[]
  readonly continued: readonly WrittenRecord[]
}
export type WrittenRecord = { readonly topic: string; readonly key: string; readonly value: string }

const FOLDER = new URL('../fixtures/state-v0/', import.meta.url)

export const stateFixtures: readonly string[] = readdirSync(FOLDER).map((file) => file.replace('.json', ''))

export const readStateFixture = (name: string): StateFixture =>
  JSON.parse(readFileSync(new URL(`${name}.json`, FOLDER), 'utf8')) as StateFixture
