import type { BinaryMessage, MessageHead, PersonsAboard } from './ais-message.ts'
import { type Bits, flag, unsigned } from './bits.ts'
import type { PayloadRefusal } from './payload-refusal.ts'

/** A binary message with a number of persons: how to read it, and the length the standard gives messages 6 and 8. */
type PersonsForm = {
  readonly bits6Min: number
  readonly bits8Min: number
  readonly read: (bits: Bits, dataStart: number) => PersonsAboard | undefined
}

const ADDRESSED_DATA_START = 88
const BROADCAST_DATA_START = 56
const OR_MORE = 8_191
const UNKNOWN_13 = 8_191
const UNKNOWN_8 = 255

/** Types 6 (at least 88 bits) and 8 (at least 56). */
export const decodeBinary = (bits: Bits, { repeat, mmsi }: MessageHead): BinaryMessage | PayloadRefusal => {
  const addressed = unsigned(bits, 0, 6) === 6
  const dataStart = addressed ? ADDRESSED_DATA_START : BROADCAST_DATA_START
  const areaCode = unsigned(bits, dataStart - 16, 10)
  const functionId = unsigned(bits, dataStart - 6, 6)
  const form = FORMS[`${areaCode}/${functionId}`]
  if (form !== undefined && bits.bitCount < (addressed ? form.bits6Min : form.bits8Min)) return 'length-too-short'
  return {
    kind: 'binary',
    type: addressed ? 6 : 8,
    repeat,
    mmsi,
    sequence: addressed ? unsigned(bits, 38, 2) : undefined,
    destinationMmsi: addressed ? unsigned(bits, 40, 30) : undefined,
    retransmitted: addressed ? flag(bits, 70) : undefined,
    areaCode,
    functionId,
    dataBits: bits.bitCount - dataStart,
    carriesPersons: form !== undefined,
    persons: form?.read(bits, dataStart),
  }
}

/** 13 bits: 0 is "not available", 8191 is "8191 or more". */
const personsIn13 = (bits: Bits, start: number): PersonsAboard | undefined => {
  const persons = unsigned(bits, start, 13)
  return persons === 0 ? undefined : { min: persons, max: persons === OR_MORE ? null : persons }
}

/** Inland AIS: crew, passengers and other personnel, each with its own "unknown", which leaves the sum open-ended. */
const personsInThree = (bits: Bits, start: number): PersonsAboard | undefined => {
  const crew = unsigned(bits, start, 8)
  const passengers = unsigned(bits, start + 8, 13)
  const personnel = unsigned(bits, start + 21, 8)
  const complete = crew !== UNKNOWN_8 && passengers !== UNKNOWN_13 && personnel !== UNKNOWN_8
  const known =
    (crew === UNKNOWN_8 ? 0 : crew) +
    (passengers === UNKNOWN_13 ? 0 : passengers) +
    (personnel === UNKNOWN_8 ? 0 : personnel)
  // Somebody steers a boat that sends 0, 0, 0: the fields were never filled in.
  return known === 0 ? undefined : { min: known, max: complete ? known : null }
}

/**
 * 1/16 and 1/40: IMO SN.1/Circ.289 and ITU-R M.1371-1, 13 bits of persons at the start of the data (16 with spare bits;
 * Circ.289 fills message 6 up to 136). 1/24: the extended ship data of Circ.289, persons at bit 337 of message 8. 200/55: Inland AIS.
 */
const FORMS: Readonly<Record<string, PersonsForm>> = {
  '1/16': { bits6Min: 136, bits8Min: 72, read: personsIn13 },
  '1/40': { bits6Min: 104, bits8Min: 72, read: personsIn13 },
  '1/24': { bits6Min: 392, bits8Min: 360, read: (bits, dataStart) => personsIn13(bits, dataStart + 281) },
  '200/55': { bits6Min: 168, bits8Min: 136, read: personsInThree },
}
