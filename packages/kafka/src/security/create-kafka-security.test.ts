import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createLogger, createSettingFiles, type KafkaSecuritySettings } from '@landfall/runtime'
import { expect, onTestFinished, test } from 'vitest'
import { createKafkaSecurity } from './create-kafka-security.ts'
import { createTokenSource } from './create-token-source.ts'

const aFolder = () => {
  const folder = mkdtempSync(join(tmpdir(), 'landfall-kafka-files-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const lines: string[] = []
  const write = (line: string): void => void lines.push(line)
  const files = createSettingFiles({ logger: createLogger({ name: 'test', level: 'info', write }) })
  return { path: join(folder, 'secret'), files, lines }
}

test('a password that cannot be read any more is the last one, and that is logged once, without it', () => {
  const { path, files, lines } = aFolder()
  writeFileSync(path, 'horse')
  const settings: KafkaSecuritySettings = {
    KAFKA_SECURITY_PROTOCOL: 'SASL_SSL',
    KAFKA_SASL_MECHANISM: 'PLAIN',
    KAFKA_SASL_USERNAME: 'landfall',
    KAFKA_SASL_PASSWORD_FILE: path,
  }
  const { sasl } = createKafkaSecurity(settings, files)
  const password = () => (sasl as { readonly password?: string }).password
  writeFileSync(path, '\n')
  expect([password(), password()]).toEqual(['horse', 'horse'])
  expect(lines.join()).toContain(`KAFKA_SASL_PASSWORD_FILE ${path}`)
  expect([lines.length, lines.join().includes('horse')]).toEqual([1, false])
  writeFileSync(path, 'staple')
  expect(password()).toBe('staple')
})

test('a token of a file that is gone is the last one', async () => {
  const { path, files, lines } = aFolder()
  writeFileSync(path, 'token')
  const settings: KafkaSecuritySettings = {
    KAFKA_SECURITY_PROTOCOL: 'SASL_SSL',
    KAFKA_SASL_MECHANISM: 'OAUTHBEARER',
    KAFKA_SASL_OAUTHBEARER_TOKEN_FILE: path,
  }
  const token = createTokenSource(settings, files)
  rmSync(path)
  expect([await token(), await token(), lines.length]).toEqual(['token', 'token', 1])
})
