import { readdirSync, readFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import type { SourceFile } from './source-file.ts'

const SKIPPED = new Set(['node_modules', '.git', '.landfall', 'dist', 'coverage', 'pnpm-lock.yaml'])
const TEXT = /\.(ts|tsx|js|mjs|lua|md|json|ya?ml|html|css|sh|toml|properties)$|(^|\/)(Dockerfile|run|LICENSE|NOTICE)$/
const BYTES_MAX = 400_000 // Beyond that it is data.

/** Every text file of the project, wherever it is checked out. */
export const readProject = (root: string): readonly SourceFile[] =>
  filesUnder(root)
    .map((path) => ({ path: relative(root, path).split(sep).join('/'), text: readFileSync(path, 'utf8') }))
    .filter(({ text }) => text.length <= BYTES_MAX)

const filesUnder = (folder: string): readonly string[] =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (SKIPPED.has(entry.name)) return []
    const path = join(folder, entry.name)
    if (entry.isDirectory()) return filesUnder(path)
    return entry.isFile() && TEXT.test(path) ? [path] : []
  })
