/** The fields of a TAG block (NMEA 0183 v4.10) that Landfall uses. */
export type TagBlock = {
  /** `c`, given in seconds or milliseconds: when the station received the transmission. */
  readonly timeMs: number | undefined
  /** `s`: the station or feeder that wrote the line. */
  readonly source: string | undefined
  /** `g`: the id shared by the sentences of one message. */
  readonly group: string | undefined
}

/** What a line says about a sentence: when and where it was received. */
export type SentenceContext = {
  /** 0..255. A `$PGHP` line names the sentence it dates by this. */
  readonly checksum: number
  readonly tag: TagBlock | undefined
  /** The epoch written after the checksum (`,1327664821`). */
  readonly suffixTimeMs: number | undefined
  /** There are several, and nothing says which is the right one. */
  readonly isSuffixTimeAmbiguous: boolean
  /** The time that a logger wrote before the sentence. */
  readonly prefixTimeMs: number | undefined
  /** The station written after the checksum (`,r003669945,…`). */
  readonly station: string | undefined
  /** Fields behind the checksum that are not known. */
  readonly unknownSuffixFields: number
}

/** One AIVDM or AIVDO sentence with a valid form and checksum; its payload is not decoded yet. */
export type AisSentence = SentenceContext & {
  /** Two characters: AI, AB, BS, AN, … Any are accepted, since receivers invent their own. */
  readonly talker: string
  /** `VDO` is the station's own report, `VDM` one it received. */
  readonly formatter: 'VDM' | 'VDO'
  readonly parts: number
  /** From 1 to `parts`. */
  readonly part: number
  /** A digit, or empty. */
  readonly sequence: string
  /** A character, or empty. */
  readonly channel: string
  readonly payload: string
  /** Padding bits at the end of the payload, 0..5. */
  readonly fillBits: number
}

/** Why nobody knows when a sentence was received. */
export type UndatedReason = 'time-missing' | 'suffix-time-ambiguous'

/** Why a line that looks like a sentence is refused. */
export type SentenceRefusal =
  | 'line-too-long'
  | 'tag-unterminated'
  | 'tag-checksum-missing'
  | 'tag-checksum-wrong'
  | 'tag-time-invalid'
  | 'address-invalid'
  | 'checksum-missing'
  | 'checksum-wrong'
  | 'prefix-unknown'
  | 'fields-wrong'
  | 'parts-invalid'
  | 'sequence-invalid'
  | 'channel-invalid'
  | 'payload-empty'
  | 'payload-character'
  | 'payload-too-long'
  | 'fill-bits-invalid'
  | 'time-line-invalid'
