import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'

const script = fileURLToPath(new URL('../scripts/build-package.ts', import.meta.url))
let folder: string
/** Shorter is no licence but its name. */
const LICENCE_CHARACTERS_MIN = 300

const run = (command: string, args: readonly string[]): string =>
  execFileSync(command, args, { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })

/** Packed and installed into an empty folder, without the network. */
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'landfall-package-'))
  const built = join(folder, 'built')
  run(process.execPath, [script, built])
  run('npm', ['pack', built, '--silent'])
  run('npm', [
    'install',
    '--offline',
    '--no-audit',
    '--no-fund',
    '--prefix',
    join(folder, 'empty'),
    './landfall-0.1.0.tgz',
  ])
}, 180_000)
afterAll(() => rm(folder, { recursive: true, force: true }))

const bin = (): string => join(folder, 'empty/node_modules/.bin/landfall')
/** This Node, and the machine's own, which may be older. */
const nodes = [process.execPath, ...['/usr/bin/node', '/usr/local/bin/node'].filter(existsSync)]

test.each(nodes)('the installed command runs on %s', (node) => {
  const landfall = (...args: readonly string[]): string => run(node, [bin(), ...args])
  expect(landfall('--version')).toBe('landfall 0.1.0\n')
  expect(landfall('alerts', '--help')).toContain('Usage: landfall alerts')
  expect(landfall('simulate')).toContain('inbound')
  expect(landfall('completion', 'bash')).toContain('complete -o default -F _landfall landfall')
  expect(landfall('areas', 'check', '173.1', '-34.4')).toContain('nz')
  for (const command of ['replay', 'watch', 'topics', 'backup', 'inspect'])
    expect(landfall(command, '--help')).toContain('Usage: landfall')
  expect(() => landfall('topics', '--brokers', '127.0.0.1:1')).toThrow(/127\.0\.0\.1:1|Kafka/)
  expect(() => landfall('watch', '--once', '--url', 'http://127.0.0.1:2')).toThrow('connection refused')
})

test('the licences of the libraries are in it, each with its text', async () => {
  const installed = join(folder, 'empty/node_modules/landfall')
  const text = await readFile(join(installed, 'THIRD-PARTY-LICENSES.md'), 'utf8')
  const sections = text.split(/^## (\S+) .*$/m).slice(1)
  const texts = new Map(sections.flatMap((name, index) => (index % 2 === 0 ? [[name, sections[index + 1] ?? '']] : [])))
  expect([...texts].filter(([, each]) => each.length < LICENCE_CHARACTERS_MIN)).toEqual([])
  // Two of them publish no file with it.
  expect([...texts.keys()]).toEqual(
    expect.arrayContaining(['abstract-logging', 'commander', 'ioredis', 'saxes', 'ws', 'yauzl', 'zod']),
  )
  expect(existsSync(join(installed, 'node_modules/kafkajs/LICENSE'))).toBe(true)
})
