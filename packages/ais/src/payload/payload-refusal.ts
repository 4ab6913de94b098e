/** Why a payload is refused. */
export type PayloadRefusal =
  | 'payload-character'
  | 'payload-too-long'
  | 'fill-bits-invalid'
  | 'type-unknown'
  | 'length-too-short'
  | 'length-too-long'
  | 'part-unknown'
  | 'longitude-out-of-range'
  | 'latitude-out-of-range'
