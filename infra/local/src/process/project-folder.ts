import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

type Env = { readonly LANDFALL_CACHE?: string | undefined; readonly XDG_CACHE_HOME?: string | undefined }

/** The root of the project, whatever folder the command was started in. */
export const projectFolder: string = fileURLToPath(new URL('../../../..', import.meta.url))

const { LANDFALL_STATE } = process.env

/**
 * What a run leaves behind: data, logs, pid files. Ignored by git; deleting it (when nothing runs) starts afresh.
 * LANDFALL_STATE names another folder, so that two systems can run beside each other.
 */
export const stateFolder: string = resolve(LANDFALL_STATE ?? join(projectFolder, '.landfall'))

/** Downloads, which survive a fresh clone: LANDFALL_CACHE, else XDG_CACHE_HOME/landfall, else ~/.cache/landfall. */
export const cacheFolder = (env: Env = process.env): string =>
  env.LANDFALL_CACHE ?? join(env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'landfall')
