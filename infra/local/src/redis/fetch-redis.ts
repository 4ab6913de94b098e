import { chmod, copyFile, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { LocalError } from '../process/local-error.ts'
import { makeOnce } from '../process/make-once.ts'
import { cacheFolder } from '../process/project-folder.ts'
import { succeeds } from '../process/run-command.ts'
import { runMaven } from '../process/run-maven.ts'
import { type Say, withProgress } from '../process/with-progress.ts'

const ARTIFACT = 'com.github.codemonstur:embedded-redis:1.4.3'

/** The Redis programs in the artifact, by `process.platform` and `process.arch`. They run as they are. */
const binaries: Readonly<Record<string, string>> = {
  'linux-x64': 'redis-server-6.2.6-v5-linux-amd64',
  'linux-arm64': 'redis-server-6.2.7-linux-arm64',
  'darwin-x64': 'redis-server-6.2.6-v5-darwin-amd64',
  'darwin-arm64': 'redis-server-6.2.6-v5-darwin-arm64',
}

/** The command that runs Redis: redis-server from PATH, else the one in the artifact, fetched once into the cache. */
export const fetchRedis = async (say: Say): Promise<string> => {
  if (await succeeds('redis-server', ['--version'])) return 'redis-server'
  const binary = binaries[`${process.platform}-${process.arch}`]
  if (binary === undefined)
    throw new LocalError(
      `Landfall needs Redis 6.2 or newer, and there is none to fetch for ${process.platform} on ${process.arch}: ` +
        'install redis-server, or set REDIS_URL, or start Docker',
    )
  const folder = await makeOnce(join(cacheFolder(), 'redis-1.4.3'), (making) =>
    withProgress(say, 'Redis: fetching with Maven (once, about 10 MB)', () => unpackBinary(binary, making)),
  )
  return join(folder, 'redis-server')
}

const unpackBinary = async (binary: string, folder: string): Promise<void> => {
  const unpacked = await mkdtemp(join(tmpdir(), 'landfall-redis-'))
  try {
    // Run there, since the plugin leaves marker files in the current folder.
    await runMaven(['dependency:unpack', `-Dartifact=${ARTIFACT}`, `-DoutputDirectory=${unpacked}`], {
      wantedFor: 'redis',
      cwd: unpacked,
    })
    await copyFile(join(unpacked, binary), join(folder, 'redis-server'))
    await chmod(join(folder, 'redis-server'), 0o755)
  } finally {
    await rm(unpacked, { recursive: true, force: true })
  }
}
