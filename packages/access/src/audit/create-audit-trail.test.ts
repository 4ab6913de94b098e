import { AuditRecord } from '@landfall/contracts'
import { createLogger, createMetrics } from '@landfall/runtime'
import { expect, test } from 'vitest'
import { createAuditBound } from './create-audit-bound.ts'
import { type AuditTrailSpec, createAuditTrail } from './create-audit-trail.ts'

const NOW_MS = Date.parse('2026-11-23T09:30:00Z')

const aTrail = (given: Partial<AuditTrailSpec> = {}) => {
  const written: AuditRecord[] = []
  const metrics = createMetrics()
  const trail = createAuditTrail({
    service: 'alert',
    send: async (values) => void written.push(...values.map((value) => AuditRecord.parse(JSON.parse(value)))),
    isUp: () => true,
    clock: () => NOW_MS,
    logger: createLogger({ name: 'test', level: 'silent' }),
    metrics,
    ...given,
  })
  return { ...trail, written, metrics }
}

test('a flood of one event gets 30 records a minute and 300 an hour, and the rest a number; other events are not touched', () => {
  const bound = createAuditBound()
  let own = 0
  for (let ms = 0; ms < 3_600_000; ms += 100) if (bound.admit('log-in-refused', ms)) own += 1
  expect(own).toBe(300)
  expect(bound.admit('log-in', 0)).toBe(true)
  expect(bound.takeSummaries()).toEqual([{ event: 'log-in-refused', count: 36_000 - 300 }])
  expect(bound.takeSummaries()).toEqual([])
  expect(bound.admit('log-in-refused', 3_600_000)).toBe(true)
})

test('what came beyond the bound is a summary when the service stops', async () => {
  const { record, close, written } = aTrail()
  for (let index = 0; index < 50; index += 1) record({ event: 'access-refused', code: 'wrong-role' })
  await close()
  expect(written).toHaveLength(31)
  expect(written.at(-1)).toMatchObject({ event: 'access-refused', count: 20 })
  expect(written.at(-1)).not.toHaveProperty('code')
})

test('while Kafka is away records wait, up to a bound; what was dropped is a record afterwards', async () => {
  let isUp = false
  const { record, close, written, metrics } = aTrail({ isUp: () => isUp, queuedRecordsMax: 3 })
  for (const subject of ['a', 'b', 'c', 'd', 'e']) record({ event: 'log-in', subject })
  expect(await metrics.registry.metrics()).toContain('landfall_audit_dropped_total 2')
  isUp = true
  await expect.poll(() => written.length, { timeout: 5_000 }).toBe(4)
  expect(written.map(({ event, subject = null, count }) => [event, subject, count])).toEqual([
    ['log-in', 'a', 1],
    ['log-in', 'b', 1],
    ['log-in', 'c', 1],
    ['records-dropped', null, 2],
  ])
  await close()
})

test('a batch whose outcome is unknown is written again with the same ids', async () => {
  const seen: string[][] = []
  const { record, close } = aTrail({
    send: async (values) => {
      seen.push(values.map((value) => AuditRecord.parse(JSON.parse(value)).recordId))
      if (seen.length === 1) throw new Error('no answer')
    },
  })
  record({ event: 'log-in' })
  await expect.poll(() => seen.length, { timeout: 5_000 }).toBe(2)
  expect(seen[1]).toEqual(seen[0])
  await close()
})

test('recording never waits, and closing waits for at most 2 s', async () => {
  const { record, close } = aTrail({ send: () => new Promise(() => {}) })
  record({ event: 'log-in' })
  const fromMs = performance.now()
  await close()
  expect(performance.now() - fromMs).toBeLessThan(3_000)
})

test('texts from outside are short and hide nothing', async () => {
  const { record, close, written } = aTrail()
  record({ event: 'foreign-source', subject: `\u202Eevil\u001B[2J${'x'.repeat(1_000)}` })
  await close()
  expect(written[0]?.subject).toMatch(/^\\u202Eevil\\u001B\[2Jx+$/)
  expect(written[0]?.subject).toHaveLength(200)
})
