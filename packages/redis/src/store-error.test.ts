import { LandfallError } from '@landfall/runtime'
import { expect, test } from 'vitest'
import { storeError } from './store-error.ts'

const SCRIPT_6_2 = 'ERR Error running script (call to f_1d2c): @user_script:53: @user_script: 53: '

test.each([
  ["OOM command not allowed when used memory > 'maxmemory'.", 'LF_STORE_FULL', true],
  [`${SCRIPT_6_2}-OOM command not allowed when used memory > 'maxmemory'.`, 'LF_STORE_FULL', true],
  [`${SCRIPT_6_2}-READONLY You can't write against a read only replica.`, 'LF_STORE_DOWN', true],
  ["READONLY You can't write against a read only replica. script: 1d2c, on @user_script:53.", 'LF_STORE_DOWN', true],
  ['LOADING Redis is loading the dataset in memory', 'LF_STORE_DOWN', true],
  ['MISCONF Redis is configured to save RDB snapshots', 'LF_STORE_DOWN', true],
  ['Command timed out', 'LF_STORE_DOWN', true],
  ["Stream isn't writeable and enableOfflineQueue options is false", 'LF_STORE_DOWN', true],
  ['LFCORRUPT key holds a string, not a hash', 'LF_STORE_CORRUPT', false],
  ['WRONGTYPE Operation against a key holding the wrong kind of value', 'LF_STORE_CORRUPT', false],
  ['WRONGPASS invalid username-password pair', 'LF_STORE_REFUSED', false],
  ['NOPERM this user has no permissions', 'LF_STORE_REFUSED', false],
])('%s → %s', (message, code, retryable) => {
  expect(storeError('committing', new Error(message))).toMatchObject({ code, retryable, cause: { message } })
})

test('a bug in this program is not mapped to an error of Redis', () => {
  const mistake = new TypeError('undefined is not a function')
  expect(storeError('loading', mistake)).toBe(mistake)
})

test('a LandfallError passes unchanged', () => {
  const known = new LandfallError('LF_STORE_CORRUPT', 'half a state', { retryable: false })
  expect(storeError('loading', known)).toBe(known)
})
