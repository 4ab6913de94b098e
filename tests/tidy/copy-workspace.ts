import { cpSync, lstatSync, mkdirSync, mkdtempSync, readdirSync, readlinkSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join, relative } from 'node:path'
import { readProject } from './read-project.ts'

/**
 * A copy of the workspace to compile after changing it: sources, and the links by which packages import each other, which
 * in the copy lead to the copy. Installed libraries are shared with the original.
 */
export const copyWorkspace = (root: string): string => {
  const copy = mkdtempSync(join(tmpdir(), 'landfall-copy-'))
  const paths = readProject(root)
    .map(({ path }) => path)
    .filter((path) => /\.(tsx?|json)$/.test(path))
  for (const path of paths) {
    mkdirSync(join(copy, dirname(path)), { recursive: true })
    cpSync(join(root, path), join(copy, path))
    if (basename(path) === 'package.json' && dirname(path) !== '.') {
      copyLinks(join(root, dirname(path), 'node_modules'), join(copy, dirname(path), 'node_modules'))
    }
  }
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'))
  return copy
}

/** pnpm links every dependency by a relative path, one folder deeper where it has a scope. */
const copyLinks = (from: string, to: string): void => {
  for (const name of readdirSync(from)) {
    const [source, target] = [join(from, name), join(to, name)]
    if (lstatSync(source).isSymbolicLink()) {
      mkdirSync(to, { recursive: true })
      symlinkSync(relative(from, join(from, readlinkSync(source))), target)
    } else if (name.startsWith('@')) copyLinks(source, target)
  }
}
