import { readFileSync } from 'node:fs'
import { LandfallError, type SettingFiles, unusableFile } from '@landfall/runtime'

/** The content of a file without the white space around it. Throws LF_CONFIG_INVALID, with the setting and the path, never the content. */
export const readSecretFile = (setting: string, path: string): string => {
  const text = readSettingFile(setting, path).toString('utf8').trim()
  if (text === '') throw unusable(setting, path, 'it is empty')
  return text
}

/** Returns a function that reads it again, and gives what it last held while it cannot be used. Throws as `readSecretFile`. */
export const openSecretFile = (files: SettingFiles, setting: string, path: string): (() => string) =>
  files.open(`${setting} ${path}`, () => readSecretFile(setting, path))

/** Read again each time, and at once: it is small, and a file that is watched may be missed when it is exchanged. Throws LF_CONFIG_INVALID. */
export const readSettingFile = (setting: string, path: string): Buffer => {
  try {
    return readFileSync(path)
  } catch (error) {
    throw unusableFile(`${setting} ${path}`, error)
  }
}

export const unusable = (setting: string, path: string, why: string): LandfallError =>
  new LandfallError('LF_CONFIG_INVALID', `${setting} ${path} cannot be used: ${why}`, { retryable: false })
