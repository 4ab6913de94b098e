import { posix } from 'node:path'
import { DOMAIN, DOMAIN_MAY_IMPORT } from './may-import.ts'
import { codeOf, importsOf, isTestCode, type Offence, type SourceFile } from './source-file.ts'

/** Hidden inputs and waiting: both make the result depend on more than the arguments. */
const IMPURE: readonly (readonly [RegExp, string])[] = [
  [/\bDate\.now\b|\bnew Date\(\s*\)|\bDate\(\s*\)|\bperformance\b|\bprocess\b|\bTemporal\.Now\b/, 'no clock'],
  [/\bMath\.random\b|\brandom(UUID|Bytes|Int)\b|\bgetRandomValues\b/, 'no chance'],
  [/\bawait\b|\basync\b|\bPromise\b|\bsetTimeout\b|\bsetInterval\b|\bsetImmediate\b|\bqueueMicrotask\b/, 'no waiting'],
  [/\blocaleCompare\b|\btoLocale\w+|\bIntl\b/, 'no locale'],
  [/\bfetch\(|\bconsole\b|\bglobalThis\b/, 'no I/O'],
]

/** The domain takes values and returns values. */
export const checkDomain = (file: SourceFile): readonly Offence[] => {
  const [folder] = DOMAIN.exec(file.path) ?? []
  if (folder === undefined || isTestCode(file)) return []
  const imports = importsOf(file)
    .filter((imported) => !isInside(folder, file.path, imported) && !DOMAIN_MAY_IMPORT.includes(imported))
    .map((imported) => ({ path: file.path, rule: 'domain imports only the domain, contracts and geo', what: imported }))
  const code = codeOf(file)
  const impurities = IMPURE.flatMap(([pattern, what]) => {
    const found = pattern.exec(code)
    return found ? [{ path: file.path, rule: `domain: ${what}`, what: found[0] }] : []
  })
  return [...imports, ...impurities]
}

const isInside = (folder: string, path: string, imported: string): boolean =>
  imported.startsWith('.') && posix.join(posix.dirname(path), imported).startsWith(folder)
