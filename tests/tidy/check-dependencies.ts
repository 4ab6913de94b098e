import type { Offence, SourceFile } from './source-file.ts'

const WORKSPACE = 'pnpm-workspace.yaml'
const PAGE = 'docs/dependencies.md'

/**
 * Every direct dependency has its row in docs/dependencies.md, and every row its dependency; none runs an install script;
 * the packages of Node are the version that the workspace declares.
 */
export const checkDependencies = (files: readonly SourceFile[]): readonly Offence[] => {
  const workspace = files.find(({ path }) => path === WORKSPACE)?.text
  if (workspace === undefined) return []
  const page = files.find(({ path }) => path === PAGE)?.text ?? ''
  const catalog = entriesOf(workspace, 'catalog')
  const explained = new Set(
    [...page.matchAll(/^\| ((?:`[^`]+`(?:, )?)+) \|/gm)].flatMap(([, cell = '']) => namesIn(cell)),
  )
  const nodeVersion = /^nodeVersion: (\S+)/m.exec(workspace)?.[1]
  return [
    ...[...catalog.keys()]
      .filter((name) => !explained.has(name))
      .map((name) => ({ path: PAGE, rule: 'dependencies are explained', what: `no row for ${name}` })),
    ...[...explained]
      .filter((name) => !catalog.has(name))
      .map((name) => ({ path: PAGE, rule: 'dependencies are explained', what: `${name} is not in the catalog` })),
    ...[...entriesOf(workspace, 'allowBuilds')]
      .filter(([, allowed]) => allowed !== 'false')
      .map(([name]) => ({ path: WORKSPACE, rule: 'no install scripts', what: name })),
    ...[...catalog]
      .filter(([name, version]) => name.startsWith('node-') && version !== nodeVersion)
      .map(([name, version]) => ({
        path: WORKSPACE,
        rule: 'one Node',
        what: `${name} ${version}, not ${nodeVersion}`,
      })),
  ]
}

const namesIn = (cell: string): readonly string[] => [...cell.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name)

/** The `name: value` lines under a heading of pnpm-workspace.yaml, which is written as plainly as that. */
const entriesOf = (yaml: string, heading: string): ReadonlyMap<string, string> => {
  const block = new RegExp(`^${heading}:\\n((?:  .*\\n?)*)`, 'm').exec(yaml)?.[1] ?? ''
  return new Map([...block.matchAll(/^ {2}'?([^':]+)'?: (\S+)/gm)].map(([, name = '', value = '']) => [name, value]))
}
