import { cp, mkdir, readFile, realpath, rm, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'
import packageJson from '../package.json' with { type: 'json' }

// Builds the package that `npm pack` packs: everything in one folder, nothing to be fetched when it is installed.

const path = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url))
const out = process.argv[2] ?? path('../dist')

await rm(out, { recursive: true, force: true })
await build({
  root: path('..'),
  configFile: false,
  logLevel: 'warn',
  ssr: { noExternal: true, external: ['kafkajs'], target: 'node' },
  build: {
    ssr: 'src/main.ts',
    outDir: `${out}/bin/main`,
    target: 'node20',
    minify: false,
    license: { fileName: 'licenses.json' },
    rollupOptions: { output: { entryFileNames: 'landfall.mjs' } },
  },
})

// What is read beside the code, from where the built code looks for it.
await cp(path('../../geo/areas'), `${out}/bin/areas`, { recursive: true })
await cp(path('../../geo/gazetteers'), `${out}/bin/gazetteers`, { recursive: true })
for (const script of ['read-page.lua', 'commit.lua', 'discard.lua'])
  await cp(path(`../../redis/src/${script}`), `${out}/bin/main/assets/${script}`)

// kafkajs is looked into at run time, so it stays a package of its own and comes along.
const kafkajs = await realpath(path('../../kafka/node_modules/kafkajs'))
await mkdir(`${out}/node_modules`, { recursive: true })
await cp(kafkajs, `${out}/node_modules/kafkajs`, { recursive: true })
const { version: kafkajsVersion } = JSON.parse(await readFile(`${kafkajs}/package.json`, 'utf8')) as { version: string }

/** Of each library that is part of the code; kafkajs has its own with it. Some come without the text: those are in `licenses`. */
type Licence = { readonly name: string; readonly version: string; readonly identifier: string; readonly text?: string }
const licences = JSON.parse(await readFile(`${out}/bin/main/licenses.json`, 'utf8')) as readonly Licence[]
await rm(`${out}/bin/main/licenses.json`)
const sections = licences.map(async ({ name, version, identifier, text }) => {
  const given = text ?? (await readFile(path(`../licenses/${name}.txt`), 'utf8'))
  return `## ${name} ${version} (${identifier})\n\n${given.trim()}\n`
})
const heading = '# The licences of the libraries in this package\n'
await writeFile(`${out}/THIRD-PARTY-LICENSES.md`, [heading, ...(await Promise.all(sections))].join('\n'))

await cp(path('../README.md'), `${out}/README.md`)
await cp(path('../../../LICENSE'), `${out}/LICENSE`)
const manifest = {
  name: 'landfall',
  version: packageJson.version,
  description: 'Feeds, watches and looks after a Landfall system from a terminal.',
  license: 'Apache-2.0',
  type: 'module',
  engines: { node: '>=20' },
  bin: { landfall: 'bin/main/landfall.mjs' },
  files: ['bin', 'THIRD-PARTY-LICENSES.md'],
  dependencies: { kafkajs: kafkajsVersion },
  bundleDependencies: ['kafkajs'],
}
await writeFile(`${out}/package.json`, `${JSON.stringify(manifest, null, 2)}\n`)
