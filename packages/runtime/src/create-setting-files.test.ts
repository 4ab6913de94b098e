import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { createHealth } from './create-health.ts'
import { createLogger } from './create-logger.ts'
import { createMetrics } from './create-metrics.ts'
import { createSettingFiles } from './create-setting-files.ts'

const aFile = () => {
  const folder = mkdtempSync(join(tmpdir(), 'landfall-setting-files-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const path = join(folder, 'password')
  const lines: string[] = []
  const metrics = createMetrics()
  const health = createHealth()
  const logger = createLogger({ name: 'test', level: 'info', write: (line) => lines.push(line) })
  const files = createSettingFiles({ logger, metrics, health })
  const name = `PASSWORD_FILE ${path}`
  const open = () => files.open(name, () => readFileSync(path, 'utf8'))
  const isUnusable = async () =>
    (await metrics.registry.getMetricsAsJSON()).find((each) => each.name === 'landfall_setting_file_unusable')
      ?.values[0]?.value
  return { path, name, open, health, events: () => lines.map((line) => JSON.parse(line).event), isUnusable }
}

test('what a file last held counts while it cannot be read: said once in log, metric and health, and once when it is over', async () => {
  const { path, name, open, health, events, isUnusable } = aFile()
  writeFileSync(path, 'first')
  const read = open()
  expect([read(), health.check().parts]).toEqual(['first', {}])
  rmSync(path)
  for (let times = 0; times < 3; times += 1) expect(read()).toBe('first')
  expect(events()).toEqual(['setting-file.unusable'])
  expect(await isUnusable()).toBe(1)
  expect(health.check()).toMatchObject({
    ready: true,
    parts: { files: { ok: true, detail: expect.stringContaining(`${name} cannot be used`) } },
  })
  writeFileSync(path, 'second')
  for (let times = 0; times < 2; times += 1) expect(read()).toBe('second')
  expect(events()).toEqual(['setting-file.unusable', 'setting-file.usable'])
  expect(await isUnusable()).toBe(0)
  expect(health.check().parts).toEqual({ files: { ok: true } })
})

test('at the start it is an error that names setting, path and remedy', () => {
  const { path, name, open } = aFile()
  expect(open).toThrow(
    `${name} cannot be used: ENOENT: no such file or directory, open '${path}'; give the path of a file`,
  )
})
