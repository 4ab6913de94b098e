import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import type { Offence } from './source-file.ts'

type Diagnostic = { readonly category: string; readonly location: { readonly path: string }; readonly message: string }

/** What Biome says about the files of a folder, by the settings that it has there. */
export const lint = (root: string, folder: string, rules: readonly string[]): readonly Offence[] => {
  const args = ['lint', '--reporter=json', '--max-diagnostics=none', '.']
  const { stdout } = spawnSync(join(root, 'node_modules/.bin/biome'), args, { cwd: folder, encoding: 'utf8' })
  const { diagnostics } = JSON.parse(stdout) as { readonly diagnostics: readonly Diagnostic[] }
  const wanted = diagnostics.filter(({ category }) => rules.includes(category))
  return wanted.map(({ category, location, message }) => ({ path: location.path, rule: category, what: message }))
}
