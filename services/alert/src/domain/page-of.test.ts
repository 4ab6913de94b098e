import fc from 'fast-check'
import { expect, test } from 'vitest'
import { pageOf } from '../routes/alert-routes.ts'
import { aVersion } from '../testing/a-version.ts'
import { applyVersion, createAlertStore } from './create-alert-store.ts'

const raise = (store: ReturnType<typeof createAlertStore>, index: number, exercise: boolean): void => {
  const { alerts: offset } = store.position
  applyVersion(store, aVersion({ alertId: `nz-${index}`, offset, exercise }))
}

test('paging returns every alert exactly once, however many are raised or changed in between', () => {
  const kinds = fc.array(fc.boolean(), { maxLength: 20 })
  fc.assert(
    fc.property(
      kinds,
      fc.integer({ min: 1, max: 5 }),
      fc.constantFrom(undefined, true),
      (exercises, limit, exercise) => {
        const store = createAlertStore()
        for (const [at, one] of exercises.entries()) raise(store, at, one)
        const filter = exercise === undefined ? {} : { exercise }
        const expected = exercises.flatMap((one, index) => (exercise === undefined || one ? [`nz-${index}`] : []))
        const seen: string[] = []
        let cursor: string | null = null
        do {
          const page = pageOf(store, filter, cursor === null ? undefined : Number(cursor), limit)
          seen.push(...page.alerts.map(({ version }) => version.alertId))
          cursor = page.nextCursor
          raise(store, 100 + store.raised.length, true)
        } while (cursor !== null)
        expect(seen).toEqual(expected.toReversed())
      },
    ),
  )
})
