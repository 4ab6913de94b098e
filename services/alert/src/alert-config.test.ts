import { describe, expect, test } from 'vitest'
import { AlertConfig } from './alert-config.ts'
import { readTls } from './read-tls.ts'

const invalidFieldsOf = (env: Readonly<Record<string, string>>): readonly string[] =>
  AlertConfig.safeParse(env).error?.issues.map(({ path }) => path.join('.')) ?? []

test.each<[string, boolean]>([
  ['10.0.0.0/8', true],
  ['127.0.0.1, fd00::/8', true],
  ['proxy.example', false],
  ['10.0.0.0/33', false],
  ['10.0.0.0/', false],
  ['10.0.0.1/8/8', false],
  ['true', false],
])('TRUST_PROXY %s: %o', (given, isRight) => {
  expect(invalidFieldsOf({ TRUST_PROXY: given })).toHaveLength(isRight ? 0 : 1)
})

describe('TLS', () => {
  test('a certificate without its key is refused when the configuration is read', () => {
    expect(invalidFieldsOf({ TLS_CERT_FILE: 'cert.pem' })).toEqual(['TLS_KEY_FILE'])
  })

  test.each(['/nowhere.pem', new URL('alert-config.ts', import.meta.url).pathname])(
    '%s is no certificate',
    async (file) => {
      const reading = readTls({ TLS_CERT_FILE: file, TLS_KEY_FILE: file })
      await expect(reading).rejects.toMatchObject({ code: 'LF_CONFIG_INVALID', message: expect.stringContaining(file) })
    },
  )
})
