import { posix } from 'node:path'
import { HOMES, MAY_IMPORT, SERVICES } from './may-import.ts'
import { homeOf, importsOf, isCode, isTestCode, type Offence, type SourceFile } from './source-file.ts'

/** Arrows between the parts of the workspace, and libraries outside their home. `tests` stands outside and looks at all. */
export const checkImports = (file: SourceFile): readonly Offence[] =>
  isCode(file) ? importsOf(file).flatMap((imported) => checkImport(file, imported)) : []

const checkImport = (file: SourceFile, imported: string): readonly Offence[] => {
  const offence = (rule: string): Offence[] => [{ path: file.path, rule, what: imported }]
  if (imported.startsWith('.')) return leavesHome(file.path, imported) ? offence('imports stay in their folder') : []
  const stranger = HOMES.find(({ library }) => imported === library || imported.startsWith(`${library}/`))
  if (stranger && ![stranger.home, ...stranger.also].some((home) => file.path.startsWith(home))) {
    return offence(`${stranger.library} only in ${stranger.home}`)
  }
  const ours = /^@landfall\/([^/]+)(\/.*)?$/.exec(imported)
  if (!ours) return []
  const [, name = '', inner] = ours
  if (inner && /^\/src\b|\.[jt]s$/.test(inner)) return offence('packages are imported by their name alone')
  return mayImport(file, name) ? [] : offence(SERVICES.includes(name) ? 'no service is imported' : 'direction')
}

const mayImport = (file: SourceFile, name: string): boolean => {
  const home = homeOf(file.path)
  if (home === 'tests') return true
  if (home === `services/${name}` || home === `packages/${name}`) return true
  if (SERVICES.includes(name)) return false
  return isTestCode(file) || (MAY_IMPORT[home]?.includes(name) ?? false)
}

const leavesHome = (path: string, imported: string): boolean => {
  const home = homeOf(path)
  return home !== 'tests' && homeOf(posix.join(posix.dirname(path), imported)) !== home
}
