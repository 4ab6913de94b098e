import { crc32 } from 'node:zlib'

const SEAL_CHARACTERS = 8

/**
 * An entry as Redis keeps it: the CRC-32 of its name and text as 8 hex digits, then the text. What was cut short, written
 * by hand or moved to another name no longer fits, also where it could be read as something else.
 */
export const seal = (name: string, text: string): string => sealOf(name, text) + text

/** Undefined where the text was not sealed under this name. */
export const unseal = (name: string, sealed: string): string | undefined => {
  const text = sealed.slice(SEAL_CHARACTERS)
  return sealed === seal(name, text) ? text : undefined
}

const sealOf = (name: string, text: string): string =>
  crc32(text, crc32(name)).toString(16).padStart(SEAL_CHARACTERS, '0')
