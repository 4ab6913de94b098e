import { LandfallError } from '@landfall/runtime'
import { expect, test } from 'vitest'
import { createReadLimit } from './create-read-limit.ts'

const caller = (ip: string, id?: string) =>
  ({ ip, principal: id === undefined ? null : { id } }) as Parameters<ReturnType<typeof createReadLimit>>[0]

test('a caller has its own reads, whatever the others do, and has them back when they are over', async () => {
  const limitReads = createReadLimit(2)
  const gate = Promise.withResolvers<void>()
  const held = [1, 2].map(() => limitReads(caller('10.0.0.1'), () => gate.promise))
  await expect(limitReads(caller('10.0.0.1'), async () => 'read')).rejects.toMatchObject({ code: 'LF_READERS_BUSY' })
  expect(await limitReads(caller('10.0.0.2'), async () => 'read')).toBe('read')
  expect(await limitReads(caller('10.0.0.1', 'token'), async () => 'read')).toBe('read')
  gate.resolve()
  await Promise.all(held)
  expect(await limitReads(caller('10.0.0.1'), async () => 'read')).toBe('read')
})

test('a read that fails gives its place back', async () => {
  const limitReads = createReadLimit(1)
  const fail = () => Promise.reject(new LandfallError('LF_BROKER_DOWN', 'away', { retryable: true }))
  for (let turn = 0; turn < 3; turn += 1) {
    await expect(limitReads(caller('10.0.0.1'), fail)).rejects.toMatchObject({ code: 'LF_BROKER_DOWN' })
  }
})

test('one token counts as one, from whatever address', async () => {
  const limitReads = createReadLimit(1)
  const gate = Promise.withResolvers<void>()
  const held = limitReads(caller('10.0.0.1', 'token'), () => gate.promise)
  await expect(limitReads(caller('10.0.0.2', 'token'), async () => 'read')).rejects.toThrow('under way')
  gate.resolve()
  await held
})
