import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import {
  afterLoss,
  documentedLosses,
  keysToDelete,
  patternOfKeys,
  procedureOf,
  topicsToDelete,
} from './documented-losses.ts'

/** By loss, where its drill is, and what it is called there. */
const DRILLS: Readonly<Record<string, readonly [file: string, test: string]>> = {
  'Redis lost or emptied': ['./losses.integration.test.ts', 'emptied, while everything runs'],
  'A Redis primary lost, with Sentinel or in a cluster': [
    '../../packages/redis/src/redis-sentinel.integration.test.ts',
    'a failover that loses writes',
  ],
  'Redis restored from a backup': ['./losses.integration.test.ts', 'restored from a backup that is older'],
  'Redis full, read-only or slow': ['../../services/windowing/src/redis-unwell.integration.test.ts', 'full'],
  'A windowing instance lost': ['../chaos/windowing-survives.integration.test.ts', 'kill'],
  'The consumer groups lost': ['./losses.integration.test.ts', 'the consumer groups'],
  'The observations topics lost': ['./losses.integration.test.ts', 'the observations topics'],
  'The arrivals topics lost': ['./losses.integration.test.ts', 'the arrivals topics'],
  'The topics alerts, actions or audit lost': ['./losses.integration.test.ts', 'the alerts topic, without a backup'],
  'All lost but a backup': ['./losses.integration.test.ts', 'everything but the backup'],
  'The sources topic lost': ['./losses.integration.test.ts', 'the sources topic'],
  'The area-placements topic lost': ['./losses.integration.test.ts', 'the area-placements topic'],
  'The rejected, dead-letters, sessions or marks topic lost': [
    './losses.integration.test.ts',
    'the rejected, dead-letters',
  ],
  'The alert-index topic lost or damaged': ['./losses.integration.test.ts', 'alert-index and state-checkpoints topics'],
  'The state-checkpoints topic lost': ['./losses.integration.test.ts', 'alert-index and state-checkpoints topics'],
}

test('every documented loss has its drill', () => {
  expect([...documentedLosses.keys()].toSorted()).toEqual(Object.keys(DRILLS).toSorted())
})

test.each(Object.entries(DRILLS))('%s: its drill is there', (_, [file, title]) => {
  const url = new URL(file, import.meta.url)
  expect(existsSync(url)).toBe(true)
  expect(readFileSync(url, 'utf8')).toContain(title)
})

test('the drills find in the document what is to be deleted', () => {
  const all = ['arrivals', 'groups', 'exercise-arrivals', 'exercise-groups']
  const observations = procedureOf('The observations topics lost')
  expect([keysToDelete(observations), topicsToDelete(observations)]).toEqual([all, ['arrivals', 'exercise-arrivals']])
  expect(keysToDelete(procedureOf('The arrivals topics lost'))).toEqual(all)
  expect(keysToDelete(procedureOf('The sources topic lost'))).toEqual(['sources'])
  const alerts = procedureOf('The topics alerts, actions or audit lost', 'alerts')
  expect(topicsToDelete(alerts)).toEqual(['alerts', 'actions', 'alert-index'])
  expect(keysToDelete(alerts)).toEqual(['groups', 'exercise-groups', 'sources'])
  expect(topicsToDelete(procedureOf('The topics alerts, actions or audit lost', 'actions'))).toEqual(['alert-index'])
  expect(topicsToDelete(afterLoss())).toEqual(['alerts', 'actions', 'audit', 'marks', 'alert-index'])
  expect(patternOfKeys('drill', 'groups')).toBe('drill:{groups:*')
})
