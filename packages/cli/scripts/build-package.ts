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
  files: ['bin'],
  dependencies: { kafkajs: kafkajsVersion },
  bundleDependencies: ['kafkajs'],
}
await writeFile(`${out}/package.json`, `${JSON.stringify(manifest, null, 2)}\n`)
