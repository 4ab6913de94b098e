import { topics } from '@landfall/contracts'
import { expect, test } from 'vitest'
import { aclsOf } from './acls-of.ts'
import { aclsPage } from './acls-page.ts'

test('docs/kafka-acls.md is what the table says', async () => {
  await expect(aclsPage()).toMatchFileSnapshot('../../docs/kafka-acls.md')
})

test('no service may write what another decides: alerts are windowing’s, actions the alert service’s', () => {
  const writers = (topic: 'alerts' | 'actions') =>
    (['ingest', 'windowing', 'alert', 'webhooks'] as const).filter((role) =>
      aclsOf(role, 'p').some(({ name, operation }) => name === topics('p')[topic].name && operation === 'Write'),
    )
  expect([writers('alerts'), writers('actions')]).toEqual([['windowing'], ['alert']])
})

test('where somebody else creates the topics, nobody needs Create', () => {
  const acls = aclsOf('windowing', 'p', { managed: false })
  expect(acls.filter(({ operation }) => operation === 'Create')).toEqual([])
  expect(acls.length).toBeLessThan(aclsOf('windowing', 'p').length)
})
