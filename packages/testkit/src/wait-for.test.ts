import { expect, test } from 'vitest'
import { waitFor } from './wait-for.ts'

test('gives the value as soon as there is one', async () => {
  let asked = 0
  expect(await waitFor(() => (++asked === 3 ? 'ready' : undefined))).toBe('ready')
  expect(asked).toBe(3)
})

test('the error names what it waited for', async () => {
  await expect(waitFor(() => false, { timeoutMs: 30, what: 'the tide' })).rejects.toThrow(/30 ms in vain for the tide/)
})
