import { createLogger, createMetrics } from '@landfall/runtime'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { accessSettings, connectionSettings, OPS_CONNECTIONS } from '../access-settings.ts'
import { openHttpAccess } from './open-http-access.ts'

const Config = z.object({ HTTP_HOST: z.string(), ...accessSettings, ...connectionSettings(OPS_CONNECTIONS) })

const open = async (env: Readonly<Record<string, string>>): Promise<void> => {
  await using stack = new AsyncDisposableStack()
  const logger = createLogger({ name: 'access-test', level: 'silent' })
  const spec = { logger, metrics: createMetrics(), clock: Date.now, allowedOrigins: [] }
  await openHttpAccess(stack, { ...spec, config: Config.parse(env) })
}

test.each(['127.0.0.1', '127.0.0.2', '::1', 'localhost'])('%s is loopback', async (HTTP_HOST) => {
  await expect(open({ HTTP_HOST })).resolves.toBeUndefined()
})

test.each(['0.0.0.0', '::', '192.168.1.5', 'example.org'])(
  '%s: anybody who reaches it could feed, act or read',
  async (HTTP_HOST) => {
    await expect(open({ HTTP_HOST })).rejects.toMatchObject({
      code: 'LF_CONFIG_INVALID',
      message: expect.stringContaining('HTTP_HOST'),
    })
  },
)

test('in a container whose port is published on loopback only, any address is allowed', async () => {
  await expect(open({ HTTP_HOST: '0.0.0.0', HTTP_LOOPBACK_PUBLISHED: 'true' })).resolves.toBeUndefined()
})

test.each([
  ['10.0.0.0/8', true],
  ['::1', true],
  ['10.0.0.0/33', false],
  ['proxy.example', false],
])('TRUST_PROXY %s: %o', (given, isRight) => {
  expect(Config.safeParse({ HTTP_HOST: '127.0.0.1', TRUST_PROXY: given }).success).toBe(isRight)
})
