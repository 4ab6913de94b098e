import { LINES_MAX, LONG_FILES, MAY_IMPORT, TEST_LINES_MAX } from './may-import.ts'
import { codeOf, homeOf, importsOf, isCode, isTestCode, type Offence, type SourceFile } from './source-file.ts'

/** Spelled in pieces, or this file would offend itself. */
const MACHINE_PATH = new RegExp(['/wo', 'rk/(main|shared)|/tmp/br', 'ief|/ho', 'me/[a-z]|/Us', 'ers/[A-Za-z]'].join(''))
const READS_ENV = /\bprocess\.env\b|\{[^}]*\benv\b[^}]*\}\s*=\s*process\b/
const LUA_IN_CODE = /\bredis\.(call|pcall)\(|\bdefineCommand\b/

type Rule = readonly [rule: string, breaks: (file: SourceFile) => string | undefined]

/** What one file can do wrong by itself. */
export const checkText = (file: SourceFile): readonly Offence[] =>
  RULES.flatMap(([rule, breaks]) => {
    const what = breaks(file)
    return what === undefined ? [] : [{ path: file.path, rule, what }]
  })

const find = (pattern: RegExp, text: string): string | undefined => pattern.exec(text)?.[0]
const isSource = (file: SourceFile): boolean => isCode(file) || file.path.endsWith('.lua')

const RULES: readonly Rule[] = [
  ['no paths of one machine', ({ text }) => find(MACHINE_PATH, text)],
  [
    'file length',
    (file) => {
      const lines = file.text.split('\n').length - 1
      const linesMax = isTestCode(file) ? TEST_LINES_MAX : LINES_MAX
      return isSource(file) && lines > linesMax && !(file.path in LONG_FILES) ? `${lines} > ${linesMax}` : undefined
    },
  ],
  [
    'exports have names',
    (file) =>
      isCode(file) && !/\.config\.[jt]s$/.test(file.path)
        ? find(/\bexport\s+default\b|\bas default\b/, codeOf(file))
        : undefined,
  ],
  [
    'no classes except errors',
    (file) =>
      isCode(file) ? find(/\bclass\s+\w+(?!\s*extends\s+\w*Error\b)\b\s*(\{|extends)/, codeOf(file)) : undefined,
  ],
  [
    'process.env only in main.ts',
    (file) => {
      if (!isCode(file) || mayReadEnv(file)) return undefined
      return importsOf(file).find((imported) => /^(node:)?process$/.test(imported)) ?? find(READS_ENV, codeOf(file))
    },
  ],
  [
    'Lua only in packages/redis',
    (file) => {
      if (file.path.startsWith('packages/redis/')) return undefined
      return file.path.endsWith('.lua') ? 'a .lua file' : isCode(file) ? find(LUA_IN_CODE, codeOf(file)) : undefined
    },
  ],
  [
    'file names are kebab-case',
    ({ path }) => (isCode({ path, text: '' }) ? find(/[^/]*[A-Z_][^/]*$/, path) : undefined),
  ],
  [
    'every part has its line in may-import.ts',
    ({ path }) =>
      /^(services|packages|infra)\/.*\.tsx?$/.test(path) && !(homeOf(path) in MAY_IMPORT) ? homeOf(path) : undefined,
  ],
]

/** infra/local finds Kafka and Redis through the environment, and passes one on to what it starts. */
const mayReadEnv = (file: SourceFile): boolean =>
  isTestCode(file) || /\/main\.ts$|\.config\.ts$|^infra\//.test(file.path)
