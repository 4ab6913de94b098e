import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const folder = fileURLToPath(new URL('../../../services/console/', import.meta.url))

/** The page as it is served, from its sources as they are now. */
export const buildConsole = async (): Promise<void> => {
  await promisify(execFile)(`${folder}node_modules/.bin/vite`, ['build'], { cwd: folder })
}
