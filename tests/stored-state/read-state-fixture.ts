import { readdirSync, readFileSync } from 'node:fs'

export type WrittenRecord = { readonly topic: string; readonly key: string; readonly value: string }

/** Of v0, as 0.1.0 stored it before the stages had an engine in common; of v1 and later, as the numbers in it say. */
export type StateFixture = {
  readonly stage: 'arrivals' | 'groups' | 'sources'
  readonly nextOffset: number
  readonly entries: Readonly<Record<string, string>>
  /** The whole log, beyond `nextOffset` too. */
  readonly log: readonly {
    readonly offset: number
    readonly timestampMs: number
    readonly key: string
    readonly value: string
  }[]
  /** What stood in the output topics when the state was stored. */
  readonly published: readonly WrittenRecord[]
  /** What the program of then went on to emit from there. */
  readonly continued: readonly WrittenRecord[]
}

const FOLDER = new URL('../fixtures/', import.meta.url)

/** v0, v1, …, oldest first. */
export const stateFolders: readonly string[] = readdirSync(FOLDER)
  .filter((name) => /^state-v\d+$/.test(name))
  .sort((a, b) => Number(a.slice(7)) - Number(b.slice(7)))

export const stateFixturesOf = (folder: string): readonly string[] =>
  readdirSync(new URL(`${folder}/`, FOLDER)).map((file) => file.replace('.json', ''))

export const readStateFixture = (name: string, folder = 'state-v0'): StateFixture =>
  JSON.parse(readFileSync(new URL(`${folder}/${name}.json`, FOLDER), 'utf8')) as StateFixture
