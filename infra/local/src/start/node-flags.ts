import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'

/** The flags that a service wants of Node: those in `node-flags` beside its `src`, where there is such a file; the images read it too. */
export const nodeFlags = (main: string): readonly string[] => {
  const file = resolve(main, '../../node-flags')
  return existsSync(file) ? readFileSync(file, 'utf8').split(/\s+/).filter(Boolean) : []
}
