import { createLogger, readConfig } from '@landfall/runtime'
import { expect, test } from 'vitest'
import { IngestConfig } from './ingest-config.ts'
import { openAccess } from './open-ingest.ts'

const logger = createLogger({ name: 'ingest-test', level: 'silent' })

const open = async (env: Readonly<Record<string, string>>): Promise<void> => {
  await using stack = new AsyncDisposableStack()
  await openAccess(stack, { config: readConfig(IngestConfig, { NMEA_PORT: 'off', ...env }), logger, clock: Date.now })
}

test.each(['127.0.0.1', '127.0.0.2', '::1', 'localhost'])('%s is loopback', async (HTTP_HOST) => {
  await expect(open({ HTTP_HOST })).resolves.toBeUndefined()
})

test.each(['0.0.0.0', '::', '192.168.1.5', 'example.org'])(
  '%s: anybody who reaches it could feed',
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
