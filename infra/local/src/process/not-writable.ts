import { LocalError } from './local-error.ts'

/** For a folder that the user can choose: why it cannot be written, and the setting that names another. */
export const notWritable = (folder: string, setting: string, cause: unknown): LocalError => {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause)
  return new LocalError(`${folder} cannot be written (${WORDS[code] ?? code}). ${setting} names another folder.`)
}

const WORDS: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EPERM: 'not permitted',
  EROFS: 'read-only file system',
  ENOSPC: 'no space left',
  ENOTDIR: 'a part of the path is a file',
  EEXIST: 'there is a file of that name',
}
