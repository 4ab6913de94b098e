import fc from 'fast-check'
import { expect, test } from 'vitest'
import { pageOf } from '../routes/alert-routes.ts'
import { aVersion } from '../testing/a-version.ts'
import type { AlertEntry } from './alert-entry.ts'
import { applyVersion, createAlertStore } from './create-alert-store.ts'

const raise = (store: ReturnType<typeof createAlertStore>, index: number, exercise: boolean): void => {
  const { alerts: offset } = store.position
  applyVersion(store, aVersion({ alertId: `nz-${index}`, offset, exercise }))
}

/** A page of the log has two of them at the most. */
const nowsOf = async (entries: readonly AlertEntry[]) =>
  entries.slice(0, 2).flatMap(({ fold }) => (fold?.now ? [fold.now] : []))

test('paging returns every alert exactly once, however many are raised or changed in between', async () => {
  const kinds = fc.array(fc.boolean(), { maxLength: 20 })
  await fc.assert(
    fc.asyncProperty(
      kinds,
      fc.integer({ min: 1, max: 5 }),
      fc.constantFrom(undefined, true),
      async (exercises, limit, exercise) => {
        const store = createAlertStore()
        for (const [at, one] of exercises.entries()) raise(store, at, one)
        const filter = exercise === undefined ? {} : { exercise }
        const expected = exercises.flatMap((one, index) => (exercise === undefined || one ? [`nz-${index}`] : []))
        const seen: string[] = []
        let cursor: string | null = null
        do {
          const page = await pageOf(store, { nowsOf }, filter, cursor === null ? undefined : Number(cursor), limit)
          seen.push(...page.alerts.map(({ version }) => version.alertId))
          cursor = page.nextCursor
          raise(store, 100 + store.raised.length, true)
        } while (cursor !== null)
        expect(seen).toEqual(expected.toReversed())
      },
    ),
  )
})
