/** What a TAG block in front of a sentence says (NMEA 0183 v4.10); keys Landfall has no use for are left out. */
export type TagBlock = {
  /** `c`, given in seconds or milliseconds: when the station heard the transmission. */
  readonly timeMs: number | undefined
  /** `s`: which station or feeder wrote the line. */
  readonly source: string | undefined
  /** `g`: the id that the sentences of one message share. */
  readonly group: string | undefined
}

/** One AIVDM or AIVDO sentence whose form and checksum are right; its payload is not decoded yet. */
export type AisSentence = {
  /** Two characters: AI, AB, BS, AN, … Any are taken, since receivers invent their own. */
  readonly talker: string
  /** `VDO` is the station's own report, `VDM` what it heard. */
  readonly formatter: 'VDM' | 'VDO'
  readonly parts: number
  /** From 1 to `parts`. */
  readonly part: number
  /** A digit, or empty. */
  readonly sequence: string
  /** A character, or empty. */
  readonly channel: string
  readonly payload: string
  /** Bits at the end of the payload that carry nothing, 0..5. */
  readonly fillBits: number
  /** 0..255. A `$PGHP` line names the sentence it dates by this. */
  readonly checksum: number
  readonly tag: TagBlock | undefined
  /** The epoch written after the checksum (`,1327664821`). */
  readonly suffixTimeMs: number | undefined
  /** The station written after the checksum (`,r003669945,…`). */
  readonly station: string | undefined
}

/** Why a line that looks like a sentence is not taken. */
export type SentenceRefusal =
  | 'line-too-long'
  | 'tag-unterminated'
  | 'tag-checksum-missing'
  | 'tag-checksum-wrong'
  | 'tag-time-invalid'
  | 'address-invalid'
  | 'checksum-missing'
  | 'checksum-wrong'
  | 'suffix-invalid'
  | 'suffix-time-invalid'
  | 'fields-wrong'
  | 'parts-invalid'
  | 'sequence-invalid'
  | 'channel-invalid'
  | 'payload-empty'
  | 'payload-character'
  | 'payload-too-long'
  | 'fill-bits-invalid'
  | 'time-line-invalid'
