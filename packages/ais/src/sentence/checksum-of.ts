/** The NMEA 0183 checksum of text[start, end): all characters XORed. */
export const checksumOf = (text: string, start: number, end: number): number => {
  let sum = 0
  for (let index = start; index < end; index += 1) sum ^= text.charCodeAt(index)
  return sum
}

/** The value of two hex digits at `index`, or −1. */
export const hexPairAt = (text: string, index: number): number => {
  const high = hexDigit(text.charCodeAt(index))
  const low = hexDigit(text.charCodeAt(index + 1))
  return high < 0 || low < 0 ? -1 : high * 16 + low
}

const hexDigit = (code: number): number => {
  if (code >= 0x30 && code <= 0x39) return code - 0x30
  const letter = code | 0x20
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : -1
}
