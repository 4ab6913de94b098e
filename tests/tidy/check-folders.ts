import { posix } from 'node:path'
import { isTestCode, type Offence, type SourceFile } from './source-file.ts'

export const FILES_MAX = 20

/** Folders stay small enough to take in at a glance. Tests beside their files do not count. */
export const checkFolders = (files: readonly SourceFile[]): readonly Offence[] => {
  const counts = new Map<string, number>()
  for (const file of files) {
    if (!/^(packages|services|infra)\/.*\.(tsx?|lua)$/.test(file.path) || isTestCode(file)) continue
    const folder = posix.dirname(file.path)
    counts.set(folder, (counts.get(folder) ?? 0) + 1)
  }
  return [...counts].flatMap(([path, count]) =>
    count > FILES_MAX ? [{ path, rule: 'folder size', what: `${count} > ${FILES_MAX} files` }] : [],
  )
}
