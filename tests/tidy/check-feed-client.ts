import { importsOf, isTestCode, type Offence, type SourceFile } from './source-file.ts'

const SOURCES = 'packages/feed-client/src/'
/** The one thing it borrows, and where that stands: a file that loads nothing. */
const BACKOFF = { specifier: '@landfall/runtime/backoff', path: 'packages/runtime/src/create-backoff.ts' }
const NOT_FOR_BROWSERS = /^kafkajs$|^ioredis$|^@landfall\/(kafka|redis)$/

/** A page loads the feed library as it is, so it loads nothing but its own files and the backoff; types come from contracts. */
export const checkFeedClient = (files: readonly SourceFile[]): readonly Offence[] => {
  const imports = files
    .filter((file) => (file.path.startsWith(SOURCES) || file.path === BACKOFF.path) && !isTestCode(file))
    .flatMap((file) => importsOf(withoutTypeImports(file)).map((what) => ({ path: file.path, what })))
    .filter(({ path, what }) => path === BACKOFF.path || !(what.startsWith('./') || what === BACKOFF.specifier))
    .map((found) => ({ ...found, rule: 'feed-client loads only its own files' }))
  return [...imports, ...checkDependencies('feed-client', new Map(files.map(({ path, text }) => [path, text])))]
}

/** Types alone are gone when the page is built. */
const withoutTypeImports = ({ path, text }: SourceFile): SourceFile => ({
  path,
  text: text.replaceAll(/^(?:import|export) type [^'"]*from ['"][^'"]+['"]/gm, ''),
})

/** What must be installed with it, directly or through others. */
const checkDependencies = (name: string, texts: ReadonlyMap<string, string>): readonly Offence[] => {
  const path = `packages/${name}/package.json`
  const manifest: { readonly dependencies?: object } = JSON.parse(texts.get(path) ?? '{}')
  return Object.keys(manifest.dependencies ?? {}).flatMap((dependency) => {
    if (NOT_FOR_BROWSERS.test(dependency)) return [{ path, rule: 'feed-client is without Kafka', what: dependency }]
    const [, inner] = /^@landfall\/(.+)$/.exec(dependency) ?? []
    return inner === undefined ? [] : checkDependencies(inner, texts)
  })
}
