import { readFile } from 'node:fs/promises'
import type { Health } from './create-health.ts'
import type { Logger } from './create-logger.ts'
import type { Metrics } from './create-metrics.ts'
import { isLandfallError, LandfallError } from './landfall-error.ts'

/** Files that settings name and that are read again while the service runs: passwords, certificates, tokens. */
export type SettingFiles = {
  /**
   * Reads now; throws LF_CONFIG_INVALID with `name` (setting and path), reason and remedy. The function that it returns reads again,
   * and while that fails, returns what was read last.
   */
  readonly open: <T>(name: string, read: () => T) => () => T
  /** For a file that is read elsewhere: why it cannot be used, undefined where it can. */
  readonly note: (name: string, why: string | undefined) => void
}

/** Where it is said. A service goes on being ready: the detail of its health names the file. */
export type SettingFilesSpec = {
  readonly logger?: Logger
  readonly metrics?: Metrics
  readonly health?: Health
}

/** One behaviour for all: what a file last held counts, and a change of whether it can be used is logged once. */
export const createSettingFiles = ({ logger, metrics, health }: SettingFilesSpec = {}): SettingFiles => {
  const unusable = new Map<string, string>()
  const gauge = metrics?.gauge(
    'setting_file_unusable',
    'Whether a file that settings name could not be used when it was last read, and what it held before counts',
    ['file'],
  )

  const note: SettingFiles['note'] = (name, why) => {
    if (unusable.get(name) === why) return
    if (why === undefined) {
      unusable.delete(name)
      logger?.info({ event: 'setting-file.usable', file: name })
    } else {
      unusable.set(name, why)
      logger?.warn({ event: 'setting-file.unusable', file: name, reason: why, used: 'what it held before' })
    }
    gauge?.set({ file: name }, why === undefined ? 0 : 1)
    health?.set('files', { ok: true, ...(unusable.size > 0 && { detail: describe(unusable) }) })
  }

  const open: SettingFiles['open'] = (name, read) => {
    let last: ReturnType<typeof read>
    try {
      last = read()
    } catch (error) {
      throw unusableFile(name, error)
    }
    return () => {
      try {
        last = read()
        note(name, undefined)
      } catch (error) {
        note(name, (error as Error).message)
      }
      return last
    }
  }
  return { open, note }
}

const describe = (unusable: ReadonlyMap<string, string>): string =>
  [...unusable].map(([name, why]) => `${name} cannot be used, what it held before is: ${why}`).join('; ')

/** What `load` makes of each of a setting’s files, read once. Throws LF_CONFIG_INVALID, as `unusableFile` says. */
export const loadSettingFiles = <Loaded>(
  name: string,
  sources: readonly (string | URL)[],
  load: (text: string, source: string) => Loaded,
): Promise<readonly Loaded[]> =>
  Promise.all(sources.map(async (source) => load(await readFile(source, 'utf8'), String(source)))).catch(
    (error: unknown) => {
      throw unusableFile(name, error)
    },
  )

const REMEDIES: Readonly<Record<string, string>> = {
  ENOENT: 'give the path of a file that is there',
  EACCES: 'let the user of this service read it',
  EISDIR: 'give the path of a file, not of a folder',
}

/** LF_CONFIG_INVALID with what to do, where the reason is the file system's. `name`: setting and path. */
export const unusableFile = (name: string, cause: unknown): LandfallError => {
  if (isLandfallError(cause)) return cause
  const { message, code } = cause as NodeJS.ErrnoException
  const remedy = REMEDIES[code ?? '']
  const why = remedy === undefined ? message : `${message}; ${remedy}`
  return new LandfallError('LF_CONFIG_INVALID', `${name} cannot be used: ${why}`, { retryable: false, cause })
}
