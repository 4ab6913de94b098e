import { LandfallError } from '@landfall/runtime'
import { expect, test } from 'vitest'
import { isOfNoPrimary, storeError } from './store-error.ts'

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
  [`${SCRIPT_6_2}WRONGTYPE Operation against a key holding the wrong kind of value`, 'LF_STORE_CORRUPT', false],
  ['WRONGPASS invalid username-password pair', 'LF_STORE_REFUSED', true],
  ["NOPERM this user has no permissions to run the 'evalsha' command", 'LF_STORE_REFUSED', true],
  [`${SCRIPT_6_2}The user executing the script can't run this command or subcommand`, 'LF_STORE_REFUSED', true],
  ["ERR The user executing the script can't run this command or subcommand script: 1d2c", 'LF_STORE_REFUSED', true],
  ['ACL failure in script: User least has no permissions to run the type command', 'LF_STORE_REFUSED', true],
  // What a failover, or a change of a cluster, brings: never an end of the process, never corrupt.
  ["MASTERDOWN Link with MASTER is down and replica-serve-stale-data is set to 'no'.", 'LF_STORE_DOWN', true],
  ['NOREPLICAS Not enough good replicas to write.', 'LF_STORE_DOWN', true],
  [`${SCRIPT_6_2}-NOREPLICAS Not enough good replicas to write.`, 'LF_STORE_DOWN', true],
  ['CLUSTERDOWN The cluster is down', 'LF_STORE_DOWN', true],
  ['MOVED 3999 127.0.0.1:6381', 'LF_STORE_DOWN', true],
  ['ASK 3999 127.0.0.1:6381', 'LF_STORE_DOWN', true],
  ['TRYAGAIN Multiple keys request during rehashing of slot', 'LF_STORE_DOWN', true],
  ['UNBLOCKED force unblock from blocking operation, instance state changed', 'LF_STORE_DOWN', true],
  ['BUSY Redis is busy running a script.', 'LF_STORE_DOWN', true],
  ['Too many Cluster redirections. Last error: ReplyError: MOVED 1 127.0.0.1:1', 'LF_STORE_DOWN', true],
  ['Too many Cluster redirections. Last error: ReplyError: NOAUTH Authentication required.', 'LF_STORE_REFUSED', true],
  ['Failed to refresh slots cache.', 'LF_STORE_DOWN', true],
  ['Connection is closed.', 'LF_STORE_DOWN', true],
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

test.each([
  ["READONLY You can't write against a read only replica.", true],
  [`${SCRIPT_6_2}-NOREPLICAS Not enough good replicas to write.`, true],
  ['MASTERDOWN Link with MASTER is down', true],
  ["OOM command not allowed when used memory > 'maxmemory'.", false],
  ['LFCORRUPT READONLY:entries has 1 entries, not 2', false],
])('another connection may lead to a primary after %j: %s', (message, expected) => {
  expect(isOfNoPrimary(message)).toBe(expected)
})

test.each([
  ["NOPERM this user has no permissions to run the 'evalsha' command", /REDIS_USERNAME/],
  ['WRONGPASS invalid username-password pair', /REDIS_PASSWORD_FILE/],
  ['MOVED 3999 127.0.0.1:6381', /redis\+cluster:/],
])('%j leads to a setting', (message, setting) => {
  expect(storeError('loading', new Error(message)).message).toMatch(setting)
})
