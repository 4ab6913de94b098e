import fc from 'fast-check'
import { expect, test } from 'vitest'
import { memoryCheckpointLog } from '../testing/memory-checkpoint-log.ts'
import { createCheckpointWriter } from './create-checkpoint-writer.ts'
import { findCheckpoint } from './find-checkpoint.ts'

const CHARACTERS = 20
const LARGE = 'x'.repeat(CHARACTERS) // A piece by itself.
const entriesOf = (texts: readonly string[]) => new Map(texts.map((text, index) => [`e${index}`, text]))
const copyOf = (entries: ReadonlyMap<string, string>, nextOffset: number) => async () => ({
  entries,
  nextOffset,
  outputs: ['output'],
})

const foundIn = (log: ReturnType<typeof memoryCheckpointLog>) => {
  const found = findCheckpoint(log.records)
  return typeof found === 'string' ? found : { nextOffset: found.nextOffset, entries: found.entries }
}

test('what was written is found, whatever is in it', async () => {
  const texts = fc.array(fc.string({ unit: 'grapheme' }))
  await fc.assert(
    fc.asyncProperty(texts, async (all) => {
      const log = memoryCheckpointLog()
      await createCheckpointWriter(log.log, CHARACTERS).write(copyOf(entriesOf(all), 7))
      expect(foundIn(log)).toEqual({ nextOffset: 7, entries: entriesOf(all) })
    }),
    { numRuns: 50 },
  )
})

/** One owner after the other writes checkpoints, and ends after so many appends. Pieces: how many each has. */
const aLife = fc.record({
  pieces: fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 1, maxLength: 4 }),
  appendsMax: fc.integer({ min: 0, max: 20 }),
})

test('wherever an owner ends, the newest checkpoint that it finished is found, whole', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(aLife, { maxLength: 5 }), async (lives) => {
      const { records } = memoryCheckpointLog()
      let expected: unknown = 'none'
      let nextOffset = 0
      for (const { pieces, appendsMax } of lives) {
        const log = memoryCheckpointLog(records, appendsMax)
        const writer = createCheckpointWriter(log.log, CHARACTERS)
        for (const count of pieces) {
          nextOffset += 1
          const entries = entriesOf(Array.from({ length: count }, (_, index) => `${nextOffset} ${index} ${LARGE}`))
          const isWritten = await writer.write(copyOf(entries, nextOffset)).then(
            () => true,
            () => false,
          )
          if (isWritten) expected = { nextOffset, entries }
          const found = foundIn(log)
          if (expected !== 'none') expect(found).toEqual(expected)
          else expect(['none', 'torn']).toContain(found)
        }
      }
    }),
    { numRuns: 100 },
  )
})

test('a piece that is lost, or from another checkpoint, makes it torn: the older one is found, and then none', async () => {
  const log = memoryCheckpointLog()
  const writer = createCheckpointWriter(log.log, CHARACTERS)
  await writer.write(copyOf(entriesOf(['first', LARGE]), 1))
  await writer.write(copyOf(entriesOf(['second', LARGE]), 2))
  const piece = log.records.get('a/0')
  if (piece === undefined) throw new Error('no piece')
  log.records.set('b/0', piece)
  expect(foundIn(log)).toMatchObject({ nextOffset: 1 })
  log.records.delete('a/0')
  expect(foundIn(log)).toBe('torn')
})

test('after it was revoked nothing is found, also of what a former owner had copied by then', async () => {
  const log = memoryCheckpointLog()
  await createCheckpointWriter(log.log, CHARACTERS).write(copyOf(entriesOf(['one']), 1))
  const former = Promise.withResolvers<Awaited<ReturnType<ReturnType<typeof copyOf>>>>()
  const late = createCheckpointWriter(log.log, CHARACTERS).write(() => former.promise)
  await createCheckpointWriter(log.log, CHARACTERS).revoke()
  former.resolve(await copyOf(entriesOf(['former']), 2)())
  await expect(late).rejects.toMatchObject({ code: 'LF_FENCED' })
  expect(findCheckpoint(log.records)).toBe('none')
})

test('of a newer format: skipped', async () => {
  const log = memoryCheckpointLog()
  await createCheckpointWriter(log.log, CHARACTERS).write(copyOf(entriesOf(['one']), 1))
  const manifest = log.records.get('a/manifest')
  const value = Buffer.from(JSON.stringify({ ...JSON.parse(String(manifest?.value)), format: 2 }))
  log.records.set('a/manifest', { offset: 9, timestampMs: 0, value })
  expect(findCheckpoint(log.records)).toBe('torn')
})
