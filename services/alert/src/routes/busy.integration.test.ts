import { anAlert, waitFor } from '@landfall/testkit'
import { expect, inject, test } from 'vitest'
import { newPrefix, openLogWriter, startAlert } from '../testing/start-alert.ts'
import { READS_PER_CALLER_MAX } from './create-read-limit.ts'

const CALLERS = 40
const ALERT = 'nz-20261123-1'

test('reads of old alerts beyond the limits are answered 503 busy, one caller’s before everybody’s', async () => {
  const env = { KAFKA_BROKERS: inject('kafkaBrokers'), TOPIC_PREFIX: newPrefix(), TRUST_PROXY: '127.0.0.1' }
  await using writer = await openLogWriter(env.KAFKA_BROKERS, env.TOPIC_PREFIX)
  await using alert = await startAlert(env)
  await writer.alerts(anAlert({ alertId: ALERT }))
  const ask = async (address: string) => {
    const headers = { 'x-forwarded-for': address }
    const answer = await fetch(`${alert.address}/v1/alerts/${ALERT}/history`, { headers })
    const { code, message = '' } = (await answer.json()) as { readonly code?: string; readonly message?: string }
    return { status: answer.status, code, message, retryAfter: answer.headers.get('retry-after') }
  }
  await expect.poll(async () => (await ask('10.0.0.1')).status).toBe(200)

  // Again until that many are under way at once: a read takes a few milliseconds.
  const refusedOfOneCaller = async () => {
    const answers = await Promise.all(Array.from({ length: 5 * READS_PER_CALLER_MAX }, () => ask('10.0.0.1')))
    return answers.filter(({ status }) => status !== 200)
  }
  const refused = await waitFor(async () => {
    const found = await refusedOfOneCaller()
    return found.length > 0 && found
  })
  for (const answer of refused) expect(answer).toMatchObject({ status: 503, code: 'busy', retryAfter: '5' })
  expect((await ask('10.0.0.1')).status).toBe(200)

  const callers = Array.from({ length: CALLERS }, (_, at) => `10.0.1.${at}`)
  const many = callers.flatMap((address) => Array.from({ length: READS_PER_CALLER_MAX }, () => ask(address)))
  const answers = await Promise.all(many)
  for (const { status, code } of answers) expect(['200 undefined', '503 busy']).toContain(`${status} ${code}`)
  expect((await ask('10.0.0.1')).status).toBe(200)
})
