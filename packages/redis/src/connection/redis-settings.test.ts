import { readConfig } from '@landfall/runtime'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { redisSettings, refuseRedisContradictions } from './redis-settings.ts'

const Config = z.object(redisSettings).superRefine(refuseRedisContradictions)
const SENTINEL = 'redis+sentinel://a/main'
const file = '/run/secrets/redis'

test.each([
  [{}],
  [{ REDIS_PASSWORD_FILE: file }],
  [{ REDIS_USERNAME: 'landfall', REDIS_PASSWORD_FILE: file }],
  [{ REDIS_URL: SENTINEL, REDIS_SENTINEL_USERNAME: 's', REDIS_SENTINEL_PASSWORD_FILE: file }],
  [{ REDIS_URL: 'rediss+cluster://a', REDIS_CA_FILE: file, REDIS_CERT_FILE: file, REDIS_KEY_FILE: file }],
])('%j can be used', (env) => {
  expect(readConfig(Config, env)).toMatchObject(env)
})

test.each([
  [{ REDIS_URL: 'http://a' }, /REDIS_URL: must be redis:/],
  [{ REDIS_URL: 'redis://:s3cret@a', REDIS_PASSWORD_FILE: file }, /REDIS_PASSWORD_FILE: REDIS_URL has a login too/],
  [{ REDIS_URL: 'redis://:s3cret@a', REDIS_USERNAME: 'u' }, /REDIS_USERNAME: REDIS_URL has a login too/],
  [{ REDIS_USERNAME: 'u' }, /REDIS_USERNAME: needs REDIS_PASSWORD_FILE/],
  [{ REDIS_SENTINEL_PASSWORD_FILE: file }, /REDIS_SENTINEL_PASSWORD_FILE: REDIS_URL names no sentinels/],
  [
    { REDIS_URL: SENTINEL, REDIS_SENTINEL_USERNAME: 's' },
    /REDIS_SENTINEL_USERNAME: needs REDIS_SENTINEL_PASSWORD_FILE/,
  ],
  [{ REDIS_CA_FILE: file }, /REDIS_CA_FILE: REDIS_URL asks for no TLS/],
  [{ REDIS_URL: 'rediss://a', REDIS_CERT_FILE: file }, /REDIS_CERT_FILE: needs REDIS_KEY_FILE/],
  [{ REDIS_URL: 'rediss://a', REDIS_KEY_FILE: file }, /REDIS_KEY_FILE: needs REDIS_CERT_FILE/],
])('%j is refused by name, without secrets', (env, message) => {
  const read = () => readConfig(Config, env)
  expect(read).toThrow(message)
  expect(read).not.toThrow(/s3cret/)
})
