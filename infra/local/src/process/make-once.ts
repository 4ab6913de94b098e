import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'

/**
 * Makes the folder `target` with `make` unless it is there already. It is filled under another name and then renamed,
 * so that it is never seen half finished; of two processes that make it at once, the second one's work is discarded.
 */
export const makeOnce = async (target: string, make: (folder: string) => Promise<void>): Promise<string> => {
  if (existsSync(target)) return target
  await mkdir(dirname(target), { recursive: true })
  const making = await mkdtemp(`${target}.making-`)
  try {
    await make(making)
    await rename(making, target)
  } catch (cause) {
    if (!existsSync(target)) throw cause
  } finally {
    await rm(making, { recursive: true, force: true })
  }
  return target
}
