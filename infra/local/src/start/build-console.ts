import { existsSync } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { LocalError } from '../process/local-error.ts'
import { projectFolder } from '../process/project-folder.ts'
import { runCommand } from '../process/run-command.ts'
import { type Say, sayToTerminal, withProgress } from '../process/with-progress.ts'

const consoleFolder = join(projectFolder, 'services/console')
/** What the page is built from: its own files, our packages, and the lockfile for those of others. */
const SOURCES = [
  'services/console',
  'packages/contracts/src',
  'packages/feed-client/src',
  'packages/runtime/src',
  'pnpm-lock.yaml',
] as const
const NOT_SOURCES = new Set(['node_modules', 'dist'])

/** Builds the operators' page, unless it is newer than all its sources. */
export const buildConsole = async (say: Say = sayToTerminal): Promise<void> => {
  if (!existsSync(join(consoleFolder, 'src/main.ts'))) return say('Console: there is none to build')
  const builtAtMs = (await stat(join(consoleFolder, 'dist/index.html')).catch(() => null))?.mtimeMs ?? 0
  const changedAtMs = await Promise.all(SOURCES.map((source) => newestMs(join(projectFolder, source))))
  if (Math.max(...changedAtMs) < builtAtMs) return
  const result = await withProgress(say, 'Console: building', () =>
    runCommand(join(consoleFolder, 'node_modules/.bin/vite'), ['build'], { cwd: consoleFolder }),
  )
  if (result.outcome === 'missing')
    throw new LocalError('Console: vite is not installed; run npm start, which installs it')
  if (result.code !== 0) throw new LocalError(`Console: the build failed:\n${result.output.trim()}`)
}

const newestMs = async (path: string): Promise<number> => {
  const found = await stat(path)
  if (!found.isDirectory()) return found.mtimeMs
  const names = (await readdir(path)).filter((name) => !NOT_SOURCES.has(name))
  return Math.max(0, ...(await Promise.all(names.map((name) => newestMs(join(path, name))))))
}
