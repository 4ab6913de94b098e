import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { check } from './tidy/check.ts'
import { deadLinks } from './tidy/dead-links.ts'
import { lint } from './tidy/lint.ts'
import { LINES_MAX, LONG_FILES } from './tidy/may-import.ts'
import { readProject } from './tidy/read-project.ts'
import { isCode } from './tidy/source-file.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const all = readProject(root)
// This file is made of offences.
const project = all.map(({ path, text }) => ({ path, text: path === 'tests/tidy.test.ts' ? '' : text }))

test('the project keeps its directions and habits', () => {
  expect(project.length).toBeGreaterThan(100)
  expect(check(project)).toEqual([])
})

const LINTED = ['lint/suspicious/noImportCycles', 'lint/complexity/noExcessiveLinesPerFunction']

test('the linter reports circles of type imports and functions of more than 60 lines', () => {
  const {
    vcs: _vcs,
    files: _files,
    $schema: _schema,
    ...rules
  } = JSON.parse(readFileSync(join(root, 'biome.json'), 'utf8'))
  const folder = mkdtempSync(join(tmpdir(), 'landfall-tidy-'))
  const body = (lines: number) => `export const a = () => {\n${'  a()\n'.repeat(lines)}}\n`
  const files = {
    'biome.json': JSON.stringify(rules),
    'area.ts': "import type { Craft } from './craft.ts'\n\nexport type Area = { readonly craft: readonly Craft[] }\n",
    'craft.ts': "import type { Area } from './area.ts'\n\nexport type Craft = { readonly area: Area }\n",
    'long.ts': body(61),
    'short.ts': body(50),
  }
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
  try {
    expect(
      lint(root, folder, LINTED)
        .map(({ path, rule }) => `${path} ${rule}`)
        .toSorted(),
    ).toEqual([
      'area.ts lint/suspicious/noImportCycles',
      'craft.ts lint/suspicious/noImportCycles',
      'long.ts lint/complexity/noExcessiveLinesPerFunction',
    ])
  } finally {
    rmSync(folder, { recursive: true })
  }
})

test('no kind of source file is overlooked', () => {
  const { stdout } = spawnSync('git', ['ls-files'], { cwd: root, encoding: 'utf8' })
  const sources = stdout.split('\n').filter((path) => /\.([cm]?[jt]sx?|lua)$/.test(path))
  const read = new Set(all.filter((file) => isCode(file) || file.path.endsWith('.lua')).map(({ path }) => path))
  expect(sources.filter((path) => !read.has(path))).toEqual([])
})

test('every link of a page leads somewhere', () => {
  const pages = all.filter(({ path }) => path.endsWith('.md'))
  expect(pages.flatMap((page) => deadLinks(page, root).map((link) => `${page.path}: ${link}`))).toEqual([])
})

test.each([
  ['[a](docs/nowhere.md)', ['docs/nowhere.md']],
  ['![a](pictures/none.png)', ['pictures/none.png']],
  ['[a](SECURITY.md#no-such-heading)', ['SECURITY.md#no-such-heading']],
  ['[a](SECURITY.md#what-protects-what), [b](docs)', []],
  ['`[a](b)`, [c](https://example.org)', []],
])('links that lead nowhere in %j', (text, dead) => {
  expect(deadLinks({ path: 'PAGE.md', text }, root)).toEqual(dead)
})

test('the exceptions for long files are still needed', () => {
  for (const path of Object.keys(LONG_FILES)) {
    const lines = project.find((file) => file.path === path)?.text.split('\n').length ?? 0
    expect([path, lines > LINES_MAX]).toEqual([path, true])
  }
})

const machinePath = ['/wo', 'rk/main/x'].join('')
const long = 'const a = 1\n'.repeat(201)

/** Each plants one offence in a project that is otherwise fine. */
test.each([
  ['no service is imported', 'services/ingest/src/a.ts', "import { x } from '@landfall/windowing'"],
  ['no service is imported', 'services/ingest/src/a.test.ts', "import { x } from '@landfall/windowing'"],
  ['no service is imported', 'packages/cli/src/a.ts', "export { x } from '@landfall/alert'"],
  ['imports stay in their folder', 'services/ingest/src/a.ts', "import { x } from '../../windowing/src/index.ts'"],
  ['imports stay in their folder', 'packages/geo/src/a.ts', "const x = await import('../../redis/src/index.ts')"],
  ['packages are imported by their name alone', 'services/ingest/src/a.ts', "import '@landfall/kafka/src/murmur.ts'"],
  ['packages are imported by their name alone', 'tests/e2e/a.ts', "import '@landfall/kafka/src'"],
  ['direction', 'packages/contracts/src/a.ts', "import type { X } from '@landfall/kafka'"],
  ['direction', 'packages/mass-arrivals/src/a.ts', "import { x } from '@landfall/kafka'"],
  ['direction', 'services/alert/src/a.ts', "import { x } from '@landfall/redis'"],
  ['direction', 'services/alert/src/a.ts', "import { x } from '@landfall/stage'"],
  ['direction', 'services/alert/src/a.ts', "import { aPosition } from '@landfall/testkit'"],
  ['kafkajs only in packages/kafka/', 'services/ingest/src/a.ts', "import { Kafka } from 'kafkajs'"],
  ['kafkajs only in packages/kafka/', 'tests/bench/a.ts', "import { Kafka } from 'kafkajs'"],
  ['kafkajs only in packages/kafka/', 'packages/redis/src/a.ts', "const c = require('kafkajs/src/cluster')"],
  ['ioredis only in packages/redis/', 'services/windowing/src/a.ts', "import type { Redis } from 'ioredis'"],
  ['Lua only in packages/redis', 'services/windowing/src/adapters/a.lua', 'return 1'],
  ['Lua only in packages/redis', 'services/windowing/src/a.ts', "client.defineCommand('x', { lua })"],
  ['process.env only in main.ts', 'services/ingest/src/ingest-config.ts', 'const port = process.env.HTTP_PORT'],
  ['process.env only in main.ts', 'packages/kafka/src/a.ts', 'const { HOME } = process.env'],
  ['process.env only in main.ts', 'packages/kafka/src/a.ts', 'const { env } = process'],
  ['process.env only in main.ts', 'packages/kafka/src/a.ts', "import { env } from 'node:process'"],
  ['domain: no clock', 'packages/mass-arrivals/src/a.ts', 'export const a = () => Date.now()'],
  ['domain: no clock', 'packages/mass-arrivals/src/a.ts', 'export const a = () => new Date()'],
  ['domain: no clock', 'packages/mass-arrivals/src/deep/a.ts', 'export const a = () => performance.now()'],
  ['domain: no clock', 'packages/mass-arrivals/src/a.ts', 'const a = () => `at $' + '{Date.now()}`'],
  ['domain: no locale', 'packages/mass-arrivals/src/a.ts', 'ids.toSorted((a, b) => a.localeCompare(b))'],
  ['domain: no chance', 'packages/mass-arrivals/src/a.ts', 'export const a = () => Math.random()'],
  ['domain: no chance', 'packages/mass-arrivals/src/a.ts', "import { randomUUID } from 'node:crypto'"],
  ['domain: no waiting', 'packages/mass-arrivals/src/a.ts', 'export const a = async () => 1'],
  ['domain: no waiting', 'packages/mass-arrivals/src/a.ts', 'export type A = Promise<void>'],
  ['domain: no waiting', 'services/alert/src/domain/a.ts', 'setTimeout(() => {}, 1)'],
  ['domain: no I/O', 'packages/mass-arrivals/src/groups/a.ts', "export const a = () => fetch('http://a')"],
  ['domain: no I/O', 'services/alert/src/domain/a.ts', "console.log('x')"],
  ['domain imports only the domain, contracts and geo', 'packages/mass-arrivals/src/a.ts', "import 'node:fs'"],
  ['domain imports only the domain, contracts and geo', 'services/alert/src/domain/a.ts', "import '../config.ts'"],
  ['domain imports only the domain, contracts and geo', 'packages/mass-arrivals/src/a.ts', "import 'zod'"],
  ['alert kinds are decided by switch or Record', 'services/alert/src/a.ts', "if (alert.kind === 'mass-arrival') a()"],
  ['alert kinds are decided by switch or Record', 'packages/cli/src/a.ts', "a = 'source-silent' !== alert?.kind"],
  ['alert kinds are decided once a file', 'services/console/src/a.tsx', "case 'mass-arrival':\n".repeat(2)],
  ['file length', 'services/ingest/src/a.ts', long],
  ['file length', 'packages/redis/src/a.lua', long],
  ['file length', 'packages/redis/src/a.test.ts', long + long],
  ['exports have names', 'packages/geo/src/a.ts', 'export default 1'],
  ['no classes except errors', 'packages/geo/src/a.ts', 'export class Area {}'],
  ['no classes except errors', 'packages/geo/src/a.ts', 'export class Area extends Shape {}'],
  ['no service is imported', 'services/console/src/parts/a.tsx', "import { x } from '@landfall/alert'"],
  ['file length', 'services/console/src/parts/a.tsx', long],
  ['every part has its line in may-import.ts', 'services/novelty/src/a.tsx', ''],
  ['exports have names', 'infra/docker/a.mjs', 'export default 1'],
  ['no paths of one machine', 'packages/geo/src/a.ts', `const path = '${machinePath}'`],
  ['no paths of one machine', 'docs/operating.md', `Look in ${machinePath}.`],
  ['file names are kebab-case', 'packages/geo/src/loadArea.ts', ''],
  ['every part has its line in may-import.ts', 'packages/novelty/src/a.ts', ''],
  ['pages name files that exist', 'docs/a.md', 'The rule is in `groups/nowhere.ts`.'],
  ['retired words', 'packages/geo/src/a.ts', 'export const toldInTopic = 1'],
  ['retired words', 'packages/geo/src/a.ts', 'const TOLD_IN_TOPIC = 1'],
  ['retired words', 'packages/geo/src/a.ts', '// The index is built anew.'],
  ['retired words', 'packages/geo/src/a.test.ts', "test('the group is told', () => {})"],
  ['retired words', 'packages/kafka/README.md', 'Its readers are told.'],
  ['retired words', 'packages/geo/src/a.ts', 'const room = createSemaphore(4)'],
  ['files are named after their main export', 'packages/geo/src/index-area.ts', 'export const loadArea = () => 1'],
  [
    'files are named after their main export',
    'packages/geo/src/area.ts',
    'export const loadArea = () => 1\nexport type Area = 1',
  ],
])('reports %s, in %s', (rule, path, text) => {
  expect(check([{ path, text }]).map((offence) => offence.rule)).toContain(rule)
})

const aFile = (index: number) => ({ path: `packages/geo/src/ring/ring-${index}.ts`, text: '' })

test.each([
  ['folder size', Array.from({ length: 21 }, (_, index) => aFile(index))],
  [
    'no exported name twice',
    [
      { path: 'packages/geo/src/area.ts', text: 'export const area = 1' },
      { path: 'tests/e2e/a-system.ts', text: 'export const aSystem = 1\nexport const { area } = aSystem' },
    ],
  ],
])('reports %s, in several files', (rule, files) => {
  expect(check(files).map((offence) => offence.rule)).toEqual([rule])
})

test.each([
  ['its own package by name', 'services/ingest/src/a.test.ts', "import { x } from '@landfall/ingest'"],
  ['tests may look at services', 'tests/e2e/a.ts', "import { x } from '@landfall/windowing'"],
  ['tests of a service may use any package', 'services/alert/src/a.test.ts', "import { x } from '@landfall/redis'"],
  ['main.ts reads the environment', 'services/ingest/src/main.ts', 'readConfig(Config, process.env)'],
  ['what is only talked about', 'packages/mass-arrivals/src/a.ts', "// Date.now() would be wrong\nconst a = 'await'"],
  ['a date made of a value', 'packages/mass-arrivals/src/a.ts', 'export const a = (atMs: number) => new Date(atMs)'],
  ['inside the domain', 'packages/mass-arrivals/src/deep/a.ts', "import { x } from '../world.ts'"],
  ['domain tests wait', 'packages/mass-arrivals/src/a.test.ts', 'await Promise.resolve()'],
  ['a hash', 'packages/mass-arrivals/src/a.ts', "import { createHash } from 'node:crypto'"],
  ['what a package exports beside its index', 'services/ingest/src/a.ts', "import '@landfall/contracts/hashes'"],
  ['an error class', 'packages/runtime/src/landfall-error.ts', 'export class LandfallError extends Error {}'],
  ['a public metric', 'services/ingest/src/a.ts', "const name = 'unwelcome_peers_total'"],
  ['a word that is ordinary in a sentence', 'packages/geo/src/a.ts', '// There is room for more.'],
  ['a type and what goes with it', 'packages/geo/src/ring.ts', 'export type Ring = 1\nexport const isClosed = 1'],
  [
    'a type among its functions',
    'packages/geo/src/ring.ts',
    'export const makeRing = 1\nexport const isClosed = 1\nexport type Ring = 1',
  ],
  ['a page that names a pattern of files', 'docs/a.md', 'One of `persons-*.ts`, a `.ts` file.'],
  ['configuration files export a default', 'vitest.config.ts', 'export default {}'],
])('does not report %s, in %s', (_name, path, text) => {
  expect(check([{ path, text }])).toEqual([])
})

test('the linter reports a forgotten await', () => {
  // The project's own rules, without the line that keeps the planted mistakes out of its own run.
  const { ignorePatterns: _fixtures, ...rules } = JSON.parse(readFileSync(join(root, '.oxlintrc.json'), 'utf8'))
  const folder = mkdtempSync(join(root, 'tests/fixtures/forgotten-await/rules-'))
  writeFileSync(join(folder, 'oxlintrc.json'), JSON.stringify(rules))
  try {
    const args = [
      '--type-aware',
      '--format=unix',
      '-c',
      join(folder, 'oxlintrc.json'),
      'tests/fixtures/forgotten-await',
    ]
    const { stdout, status } = spawnSync(join(root, 'node_modules/.bin/oxlint'), args, { cwd: root, encoding: 'utf8' })
    expect(stdout).toMatch(/handler\.ts:5:.*no-floating-promises/)
    expect(stdout).toMatch(/handler\.ts:9:.*await-thenable/)
    expect(stdout).toMatch(/handler\.ts:14:.*switch-exhaustiveness-check/)
    expect(status).not.toBe(0)
  } finally {
    rmSync(folder, { recursive: true })
  }
})
