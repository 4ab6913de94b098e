import { homedir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

type Env = { readonly LANDFALL_CACHE?: string | undefined; readonly XDG_CACHE_HOME?: string | undefined }

/** The root of the project, whatever folder the command was started in. */
export const projectFolder: string = fileURLToPath(new URL('../../..', import.meta.url))

/** What a run leaves behind: data, logs, pid files. Ignored by git; deleting it (when nothing runs) starts afresh. */
export const stateFolder: string = join(projectFolder, '.landfall')

/** Downloads, which survive a fresh clone: LANDFALL_CACHE, else XDG_CACHE_HOME/landfall, else ~/.cache/landfall. */
export const cacheFolder = (env: Env = process.env): string =>
  env.LANDFALL_CACHE ?? join(env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'landfall')
