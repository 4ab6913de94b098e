import { randomUUID } from 'node:crypto'
import { topics } from '@landfall/contracts'
import { ensureTopics, openProducer } from '@landfall/kafka'
import { createLogger } from '@landfall/runtime'
import { anAlert, hostileValues } from '@landfall/testkit'
import { expect, inject, onTestFinished, test } from 'vitest'
import { readPublishedAlerts } from './read-published-alerts.ts'

test('of a topic full of what is no alert, the alerts are read, as they were written, and the rest is named', async () => {
  const client = {
    brokers: inject('kafkaBrokers').split(','),
    clientId: 'test',
    logger: createLogger({ name: 'test', level: 'silent' }),
  }
  const { alerts } = topics(`t${randomUUID().slice(0, 8)}`)
  await ensureTopics({ ...client, specs: [alerts] })
  const producer = await openProducer({ ...client, topics: [alerts] })
  onTestFinished(() => producer.close())
  const hostile = hostileValues.flatMap(([, value]) => (value === null ? [] : [value]))
  const later = JSON.stringify({ later: 'field', ...anAlert({ version: 2 }) })
  const other = JSON.stringify({ kind: 'of a later version' })
  await producer.send(
    [JSON.stringify(anAlert()), ...hostile, later, other].map((value) => ({ topic: alerts.name, key: 'any', value })),
  )
  const unreadable: number[] = []
  const onUnreadable = ({ offset }: { readonly offset: number }) => unreadable.push(offset)
  const read = await readPublishedAlerts({ ...client, topic: alerts.name }, { kinds: ['mass-arrival'] }, onUnreadable)
  expect(read.versions.map((version) => JSON.stringify(version))).toEqual([JSON.stringify(anAlert()), later])
  expect(unreadable).toEqual(hostile.map((_, index) => index + 1))
  expect(read.positions).toEqual(new Map([[0, hostile.length + 3]]))
})
