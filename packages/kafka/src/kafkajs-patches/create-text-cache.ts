/** Of each text; longer ones are made each time. */
const CACHED_BYTES_MAX = 64
/** A power of two. With texts of the greatest length, about 1.5 MB. */
const CACHED_TEXTS_MAX = 16_384

/**
 * Texts that come again and again, as keys do, are made once: that takes a quarter of the time, and leaves nothing to collect. Of two
 * texts with one place in the cache the later one stays.
 */
export const createTextCache = () => {
  const texts: (string | undefined)[] = Array.from({ length: CACHED_TEXTS_MAX })
  return (bytes: Buffer, from: number, to: number): string => {
    if (to - from > CACHED_BYTES_MAX) return bytes.toString('utf8', from, to)
    let hash = 0
    for (let at = from; at < to; at += 1) hash = (hash * 31 + (bytes[at] ?? 0)) | 0
    const place = (hash ^ (hash >>> 16)) & (CACHED_TEXTS_MAX - 1)
    const known = texts[place]
    if (known !== undefined && isAscii(known, bytes, from, to)) return known
    const text = bytes.toString('utf8', from, to)
    texts[place] = text
    return text
  }
}

/** Whether the bytes are this text, and ASCII: other characters take several bytes. */
const isAscii = (text: string, bytes: Buffer, from: number, to: number): boolean => {
  if (text.length !== to - from) return false
  for (let index = 0; index < text.length; index += 1) {
    const byte = bytes[from + index] ?? 0
    if (byte >= 0x80 || byte !== text.charCodeAt(index)) return false
  }
  return true
}
