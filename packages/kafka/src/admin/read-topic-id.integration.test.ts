import { randomUUID } from 'node:crypto'
import { topics } from '@landfall/contracts'
import { createLogger } from '@landfall/runtime'
import { expect, inject, test } from 'vitest'
import { ensureTopics } from './ensure-topics.ts'
import { readTopicId } from './read-topic-id.ts'
import { withAdmin } from './with-admin.ts'

const brokers = inject('kafkaBrokers').split(',')
const logger = createLogger({ name: 'test', level: 'error' })

test('a topic keeps its id, and has another when recreated', async () => {
  const { actions } = topics(`t${randomUUID().slice(0, 8)}`)
  const spec = { brokers, logger, clientId: 'test', topic: actions.name }
  await ensureTopics({ brokers, logger, specs: [actions] })
  const first = await readTopicId(spec)
  expect(first).toMatch(/^[0-9a-f]{32}$/)
  expect(first).not.toMatch(/^0+$/)
  expect(await readTopicId(spec)).toBe(first)

  await withAdmin(spec, (admin) => admin.deleteTopics({ topics: [actions.name] }))
  await expect
    .poll(() => ensureTopics({ brokers, logger, specs: [actions] }).then(({ created }) => created.length))
    .toBe(1)
  expect(await readTopicId(spec)).not.toBe(first)
})
