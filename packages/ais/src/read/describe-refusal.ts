import type { LineRefusal } from './line-outcome.ts'

const WORDS: Readonly<Record<LineRefusal, string>> = {
  'line-too-long': 'the line is longer than 1,024 characters; send one sentence a line',
  'tag-unterminated': 'the TAG block has no second backslash',
  'tag-checksum-missing': 'the TAG block has no checksum',
  'tag-checksum-wrong': 'the checksum of the TAG block is wrong',
  'tag-time-invalid': 'c of the TAG block is no time from 2000 to 2099, in seconds or milliseconds',
  'address-invalid': 'the sentence does not begin with an address',
  'checksum-missing': 'the sentence has no checksum: it may be cut off',
  'checksum-wrong': 'the checksum of the sentence is wrong',
  'prefix-unknown':
    'what stands before the sentence is no logger’s prefix that is known, and may be its time; send the sentence alone, or after a time (2016-08-14T11:00:00Z or epoch)',
  'fields-wrong': 'the sentence has not the seven fields of VDM and VDO, or those and one more',
  'parts-invalid': 'the number of parts is not 1 to 9, or the part is not one of them',
  'sequence-invalid': 'the sequence is not one or two digits',
  'channel-invalid': 'the channel is not one character',
  'payload-empty': 'the payload is empty',
  'payload-character': 'the payload has a character that is not six bits',
  'payload-too-long': 'the payload is longer than 178 characters',
  'fill-bits-invalid': 'the fill bits are not 0 to 5',
  'time-line-invalid': 'the $PGHP line has no time',
  'type-unknown': 'the message type does not exist',
  'length-too-short': 'the message is shorter than its type can be: it is cut off',
  'length-too-long': 'the message is longer than its type can be',
  'part-unknown': 'the message is neither part A nor part B of type 24',
  'longitude-out-of-range': 'the longitude is beyond 180 degrees',
  'latitude-out-of-range': 'the latitude is beyond 90 degrees',
  'target-number-invalid': 'the target has no number of one to four digits: a cursor or a mark is no target',
  'target-status-unknown': 'the status of the target is none of T (tracked), Q (being acquired) and L (lost)',
  'target-range-invalid': 'the range of the target is not 0 to 100 nm',
  'target-unit-unknown': 'the unit of the target’s range and speed is none of K, N and S',
  'target-bearing-invalid': 'the bearing of the target is not 0 to 360 degrees, T (true) or R (relative)',
  'target-motion-invalid': 'the speed of the target is not 0 to 1,000 knots, or its course not 0 to 360 degrees',
  'target-place-invalid': 'the place of the target is not ddmm.mm,N or S,dddmm.mm,E or W',
  'target-time-invalid': 'the time of the target is not hhmmss.ss',
  'target-time-far':
    'the time of the target is more than 10 minutes from when the line came: the radar does not send UTC, or a clock is wrong; set it',
  'own-position-unknown':
    'the target is relative to own ship, and no RMC or GGA with a fix came on this connection in the 10 s before; send one of them too',
  'own-position-doubtful':
    'own ship is in two places on this connection, as where two ships share it; give each radar a source of its own',
  'own-heading-unknown':
    'the bearing is relative, and neither HDT or THS nor an RMC at 3 knots or more came on this connection in the 10 s before; send HDT or THS too',
  'time-missing': 'the line has no time, and nobody knows when it came; a replay takes --assume-time',
  'suffix-time-ambiguous': 'there are two times after the checksum, and nothing says which is right; send one',
}

/** A refusal in words, and what to do: a line that is broken was not always so. */
export const describeRefusal = (reason: LineRefusal): string => {
  const words = WORDS[reason]
  return words.includes('; ') ? words : `${words}; send the line as the receiver wrote it`
}
