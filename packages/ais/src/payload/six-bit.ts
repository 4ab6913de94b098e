/** 0..63 of each armoured character (`0`..`W`, `` ` ``..`w`), 255 of every other byte. */
export const SIX_BIT: Readonly<Uint8Array> = Uint8Array.from({ length: 256 }, (_, code) => {
  if (code >= 0x30 && code <= 0x57) return code - 0x30
  return code >= 0x60 && code <= 0x77 ? code - 0x38 : 255
})

/** The most characters a message can have: type 26 with 1,064 bits. */
export const PAYLOAD_CHARACTERS_MAX = 178
