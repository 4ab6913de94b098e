import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readdir, readFile, realpath, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))
const ARCHIVE = fileURLToPath(new URL('../fixtures/previous-release/services.tar.gz', import.meta.url))

type Manifest = { readonly name: string; readonly dependencies?: Readonly<Record<string, string>> }

/** The main modules of its services, and the numbers of what they store. */
export type PreviousRelease = {
  readonly windowing: string
  readonly alert: string
  /** Of the alert service's checkpoints. */
  readonly checkpointRules: number
  /** Of the state of a stage; 1 in releases from before there were numbers. */
  readonly formatOf: (stage: string) => Promise<number>
}

/**
 * Services as the previous release has them: its own sources, with the libraries that are installed for today's. The
 * folder goes with `open`.
 */
export const unpackPreviousRelease = async (open: AsyncDisposableStack): Promise<PreviousRelease> => {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'landfall-previous-')))
  open.defer(() => rm(folder, { recursive: true }))
  await promisify(execFile)('tar', ['-xzf', ARCHIVE, '-C', folder])
  const parts = [...(await foldersIn(folder, 'packages')), ...(await foldersIn(folder, 'services'))]
  const manifests = await Promise.all(
    parts.map(async (part) => {
      const manifest = JSON.parse(await readFile(join(folder, part, 'package.json'), 'utf8')) as Manifest
      return { part, manifest }
    }),
  )
  const partsByName = new Map(manifests.map(({ part, manifest }) => [manifest.name, part]))
  for (const { part, manifest } of manifests) {
    for (const name of Object.keys(manifest.dependencies ?? {})) {
      const own = partsByName.get(name)
      const target = own === undefined ? await realpath(join(ROOT, part, 'node_modules', name)) : join(folder, own)
      const link = join(folder, part, 'node_modules', name)
      await mkdir(dirname(link), { recursive: true })
      await symlink(target, link, 'dir')
    }
  }
  const mainOf = (name: string): string => join(folder, 'services', name, 'src/main.ts')
  const numberIn = async (file: string, pattern: RegExp): Promise<number> =>
    Number(pattern.exec(await readFile(join(folder, file), 'utf8'))?.[1] ?? 1)
  return {
    windowing: mainOf('windowing'),
    alert: mainOf('alert'),
    checkpointRules: await numberIn(CHECKPOINT_FILE, /CHECKPOINT_RULES = (\d+)/),
    formatOf: (stage) =>
      numberIn(`services/windowing/src/${stage.replace('exercise-', '')}-stage.ts`, /StateVersion = \{ format: (\d+)/),
  }
}

const CHECKPOINT_FILE = 'services/alert/src/domain/checkpoint/checkpoint-parts.ts'

const foldersIn = async (folder: string, name: string): Promise<readonly string[]> =>
  (await readdir(join(folder, name))).map((part) => join(name, part))
