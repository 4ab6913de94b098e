import { spawnSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { LandfallError } from './landfall-error.ts'
import { readConfig } from './read-config.ts'

const Config = z.object({
  LOG_LEVEL: z.enum(['debug', 'info']).default('info'),
  HTTP_PORT: z.coerce.number().int().min(0).max(65_535).default(3_000),
  KAFKA_BROKERS: z.string().transform((brokers) => brokers.split(',')),
})

test('defaults and conversions apply, and other variables are left out', () => {
  const config = readConfig(Config, { KAFKA_BROKERS: 'a:1,b:2', HTTP_PORT: '8080', SHELL: '/bin/sh' })
  expect(config).toEqual({ LOG_LEVEL: 'info', HTTP_PORT: 8080, KAFKA_BROKERS: ['a:1', 'b:2'] })
  expect(Object.isFrozen(config)).toBe(true)
})

test('every mistake is in one message, each with its field and its value', () => {
  const read = () => readConfig(Config, { LOG_LEVEL: 'loud', HTTP_PORT: '70000' })
  expect(read).toThrow(LandfallError)
  expect(read).toThrow(expect.objectContaining({ code: 'LF_CONFIG_INVALID', retryable: false }))
  expect(read).toThrow(/LOG_LEVEL: .*"loud"/)
  expect(read).toThrow(/HTTP_PORT: .*65535.*"70000"/)
  expect(read).toThrow(/KAFKA_BROKERS: .*not set/)
})

test('a password in an address is not shown', () => {
  const Redis = z.object({ REDIS_URL: z.url({ protocol: /^rediss?$/ }) })
  const read = () => readConfig(Redis, { REDIS_URL: 'http://landfall:se/cr@et@redis:6379/0' })
  expect(read).toThrow(/REDIS_URL: .*"http:\/\/…@redis:6379\/0"/)
})

test('a main with a wrong configuration reports it without a stack and exits with 78', () => {
  const index = new URL('index.ts', import.meta.url).href
  const script = `
    const { readConfigOrExit } = await import('${index}')
    const { z } = await import('zod')
    readConfigOrExit(z.object({ HTTP_PORT: z.coerce.number().max(10) }), { HTTP_PORT: '11' })
    process.stdout.write('went on')`
  const cwd = new URL('.', import.meta.url)
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script], { cwd })
  expect(status).toBe(78)
  expect(String(stderr)).toMatch(/^The configuration cannot be used:\n {2}HTTP_PORT: .*"11"\)\n$/)
  expect(String(stdout)).toBe('')
})
