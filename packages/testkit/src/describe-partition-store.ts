import type { Commit, PartitionStore } from '@landfall/redis'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

/** Two stores on the same, empty, data: as two instances of a service have them. */
export type OpenStores = () => Promise<{
  readonly store: PartitionStore
  readonly rival: PartitionStore
  /** Makes what is stored unreadable. */
  readonly damage: (partition: number) => Promise<unknown>
}>

const LARGE_ENTRIES = 20_000 // More than Lua can unpack at once.

const commit = (expectedOffset: number | null, nextOffset: number, change: Partial<Commit> = {}): Commit => ({
  expectedOffset,
  nextOffset,
  puts: new Map(),
  deletes: [],
  ...change,
})

/** The suite every partition store passes. */
export const describePartitionStore = (name: string, open: OpenStores): void => {
  describe(`partition store on ${name}`, () => {
    test('a partition never committed loads as nothing', async () => {
      const { store } = await open()
      expect(await store.load(3)).toEqual({ nextOffset: null, entries: new Map() })
    })

    test('what is committed is loaded again, entries and offset together', async () => {
      const { store, rival } = await open()
      const puts = new Map([
        ['mmsi:512000123', '{"visits":[]}'],
        ['empty', ''],
        ['macron ā, 船, 🛥', 'naïve "text"\n\0'],
      ])
      expect(await store.commit(0, commit(null, 10, { puts }))).toBe('committed')
      expect(await rival.load(0)).toEqual({ nextOffset: 10, entries: puts })
      const changed = commit(10, 12, { puts: new Map([['empty', 'no more']]), deletes: ['mmsi:512000123', 'unknown'] })
      expect(await store.commit(0, changed)).toBe('committed')
      expect(await rival.load(0)).toEqual({
        nextOffset: 12,
        entries: new Map([
          ['empty', 'no more'],
          ['macron ā, 船, 🛥', 'naïve "text"\n\0'],
        ]),
      })
    })

    test('partitions do not touch each other', async () => {
      const { store } = await open()
      await store.commit(1, commit(null, 5, { puts: new Map([['a', 'one']]) }))
      await store.commit(11, commit(null, 7, { puts: new Map([['a', 'eleven']]) }))
      expect((await store.load(1)).entries).toEqual(new Map([['a', 'one']]))
      expect((await store.load(11)).nextOffset).toBe(7)
    })

    test.each([
      ['nothing was stored, an offset was expected', null, 4],
      ['something was stored, nothing was expected', 10, null],
      ['another offset was expected', 10, 4],
    ])('refused, with nothing written: %s', async (_name, stored, expectedOffset) => {
      const { store, rival } = await open()
      const before = new Map(stored === null ? [] : [['kept', 'as it was']])
      if (stored !== null) await rival.commit(0, commit(null, stored, { puts: before }))
      const late = commit(expectedOffset, 20, { puts: new Map([['kept', 'overwritten']]), deletes: ['kept'] })
      expect(await store.commit(0, late)).toBe('refused')
      expect(await store.load(0)).toEqual({ nextOffset: stored, entries: before })
    })

    test('a former owner is refused, also when it comes to the same offset', async () => {
      const { store, rival } = await open()
      await store.commit(0, commit(null, 10))
      expect(await rival.commit(0, commit(10, 15, { puts: new Map([['by', 'rival']]) }))).toBe('committed')
      expect(await store.commit(0, commit(10, 15, { puts: new Map([['by', 'former owner']]) }))).toBe('refused')
      expect((await store.load(0)).entries).toEqual(new Map([['by', 'rival']]))
    })

    test('a commit sent again after it was applied answers committed and changes nothing', async () => {
      const { store } = await open()
      const sent = commit(null, 10, { puts: new Map([['a', '1']]) })
      expect(await store.commit(0, sent)).toBe('committed')
      expect(await store.commit(0, sent)).toBe('committed')
      await store.commit(0, commit(10, 11, { puts: new Map([['a', '2']]) }))
      expect(await store.commit(0, sent)).toBe('refused') // The world has gone on since.
      expect(await store.load(0)).toEqual({ nextOffset: 11, entries: new Map([['a', '2']]) })
    })

    test('of two that commit at once, exactly one is let through', async () => {
      const { store, rival } = await open()
      const by = (who: string) => commit(null, 10, { puts: new Map([['by', who]]) })
      const answers = await Promise.all([store.commit(0, by('store')), rival.commit(0, by('rival'))])
      expect(answers.toSorted()).toEqual(['committed', 'refused'])
      const winner = answers[0] === 'committed' ? 'store' : 'rival'
      expect((await store.load(0)).entries).toEqual(new Map([['by', winner]]))
    })

    test('of two that loaded the same, the second is refused, though the first left the offset where it was', async () => {
      const { store, rival } = await open()
      await store.commit(0, commit(null, 10, { puts: new Map([['a', '1']]) }))
      await Promise.all([store.load(0), rival.load(0)])
      expect(await rival.commit(0, commit(10, 10, { puts: new Map([['a', '2']]) }))).toBe('committed')
      expect(await store.commit(0, commit(10, 11, { puts: new Map([['a', '3']]) }))).toBe('refused')
      expect(await rival.commit(0, commit(10, 11, { deletes: ['a'] }))).toBe('committed')
      expect(await store.load(0)).toEqual({ nextOffset: 11, entries: new Map() })
    })

    test('offsets may move without a change of entries, and entries may all go', async () => {
      const { store } = await open()
      await store.commit(0, commit(null, 1, { puts: new Map([['a', '1']]) }))
      await store.commit(0, commit(1, 5))
      await store.commit(0, commit(5, 9, { deletes: ['a'] }))
      expect(await store.load(0)).toEqual({ nextOffset: 9, entries: new Map() })
    })

    test(`a change of ${LARGE_ENTRIES} entries is one commit like any other`, async () => {
      const { store } = await open()
      const names = Array.from({ length: LARGE_ENTRIES }, (_, index) => `track:${index}`)
      const puts = new Map(names.map((entry, index) => [entry, String(index)]))
      expect(await store.commit(0, commit(null, 1, { puts }))).toBe('committed')
      expect((await store.load(0)).entries).toEqual(puts)
      expect(await store.commit(0, commit(1, 2, { deletes: names.slice(1) }))).toBe('committed')
      expect((await store.load(0)).entries).toEqual(new Map([['track:0', '0']]))
    })

    test('a load while another owner commits is never torn', async () => {
      const { store, rival } = await open()
      const names = Array.from({ length: 3_000 }, (_, index) => `e${index}`)
      const allAt = (offset: number) => new Map(names.map((entry) => [entry, String(offset)]))
      await store.commit(0, commit(null, 1, { puts: allAt(1) }))
      const committing = (async () => {
        for (let offset = 1; offset < 6; offset += 1) {
          await rival.commit(0, commit(offset, offset + 1, { puts: allAt(offset + 1) }))
        }
      })()
      for (let loads = 0; loads < 5; loads += 1) {
        const { nextOffset, entries } = await store.load(0)
        expect(new Set(entries.values())).toEqual(new Set([String(nextOffset)]))
        expect(entries.size).toBe(names.length)
      }
      await committing
    })

    test('what cannot be read is LF_STORE_CORRUPT until it is discarded; then nothing is stored', async () => {
      const { store, rival, damage } = await open()
      await store.commit(0, commit(null, 10, { puts: new Map([['a', '1'], ['b', '2']]) })) // biome-ignore format: one thought
      await damage(0)
      await expect(rival.load(0)).rejects.toMatchObject({ code: 'LF_STORE_CORRUPT', retryable: false })
      expect(await rival.discard(0)).toBe('discarded')
      expect(await store.commit(0, commit(10, 11))).toBe('refused')
      expect(await rival.load(0)).toEqual({ nextOffset: null, entries: new Map() })
      expect(await rival.commit(0, commit(null, 1, { puts: new Map([['a', 'rebuilt']]) }))).toBe('committed')
      expect(await store.load(0)).toEqual({ nextOffset: 1, entries: new Map([['a', 'rebuilt']]) })
    })

    test('a late owner discards nothing that another has rebuilt', async () => {
      const { store, rival, damage } = await open()
      await store.commit(0, commit(null, 10, { puts: new Map([['a', '1']]) }))
      await damage(0)
      await expect(store.load(0)).rejects.toMatchObject({ code: 'LF_STORE_CORRUPT' })
      await expect(rival.load(0)).rejects.toMatchObject({ code: 'LF_STORE_CORRUPT' })
      await rival.discard(0)
      await rival.commit(0, commit(null, 10, { puts: new Map([['a', 'rebuilt']]) }))
      expect(await store.discard(0)).toBe('refused')
      expect((await store.load(0)).entries).toEqual(new Map([['a', 'rebuilt']]))
    })

    test('any run of commits ends in the entries a plain map would hold', async () => {
      const change = fc.record({
        puts: fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd'), fc.string(), { noNullPrototype: true }),
        deletes: fc.subarray(['a', 'b', 'c', 'd']),
      })
      await fc.assert(
        fc.asyncProperty(fc.array(change, { maxLength: 6 }), async (changes) => {
          const { store } = await open()
          const model = new Map<string, string>()
          let offset: number | null = null
          for (const { puts, deletes } of changes) {
            const next: number = (offset ?? 0) + 1
            await store.commit(0, commit(offset, next, { puts: new Map(Object.entries(puts)), deletes }))
            for (const [entry, value] of Object.entries(puts)) model.set(entry, value)
            for (const entry of deletes) model.delete(entry)
            offset = next
          }
          expect(await store.load(0)).toEqual({ nextOffset: offset, entries: model })
        }),
        { numRuns: 20 },
      )
    })
  })
}
