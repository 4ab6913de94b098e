import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'

// `node tests/upgrade/make-previous-release.ts TAG`, once a release is tagged: keeps the sources of its windowing and alert services, which
// rolling-upgrade.integration.test.ts runs beside those of today. An archive, since a shallow clone has no older commits.

const ROOT = fileURLToPath(new URL('../../', import.meta.url))
const FOLDER = new URL('../fixtures/previous-release/', import.meta.url)
/** The services and what they need to run. */
const PARTS = [
  ...['access', 'contracts', 'geo', 'kafka', 'mass-arrivals', 'redis', 'runtime', 'stage'].map(
    (name) => `packages/${name}`,
  ),
  'services/alert',
  'services/windowing',
]

const git = (...args: readonly string[]): Buffer => execFileSync('git', args, { cwd: ROOT, maxBuffer: 256 * 1_048_576 })

const [release] = process.argv.slice(2)
if (release === undefined) throw new Error('which tag or commit?')
const commit = git('rev-parse', '--short=12', `${release}^{commit}`).toString().trim()
const files = git('ls-tree', '-r', '--name-only', commit, '--', ...PARTS)
  .toString()
  .trimEnd()
  .split('\n')
const isNeeded = (path: string): boolean =>
  /^[^/]+\/[^/]+\/(package\.json|src\/.*\.(ts|lua|html|css|js))$/.test(path) && !/\.test\.ts$|\/testing\//.test(path)
mkdirSync(FOLDER, { recursive: true })
const archive = gzipSync(git('archive', '--format=tar', commit, '--', ...files.filter(isNeeded)), { level: 9 })
writeFileSync(new URL('services.tar.gz', FOLDER), archive)
const subject = git('log', '-1', '--format=%cs %s', commit).toString().trim()
writeFileSync(new URL('commit.txt', FOLDER), `${commit} ${subject}\n`)
