import { DEAD_LETTER_LIMITS, type DeadLetter, deadLetterKey, formatWireTime } from '@landfall/contracts'
import type { OutRecord } from '@landfall/kafka'
import type { SetAsideRecord } from '@landfall/stage'

type Place = { readonly stage: string; readonly topic: string }

/** A record that the stage of this place could not fold, as a record of the dead-letter topic. */
export const deadLetterRecord = (
  deadLetterTopic: string,
  place: Place,
  { record, partition, error }: SetAsideRecord,
  nowMs: number,
): OutRecord => {
  const letter: DeadLetter = {
    type: 'dead-letter',
    ...place,
    partition,
    offset: record.offset,
    loggedAt: wireTimeOf(record.timestampMs),
    key: record.key,
    ...encodeValue(record.value),
    error: describe(error),
    at: formatWireTime(nowMs),
  }
  return { topic: deadLetterTopic, key: deadLetterKey(letter), value: JSON.stringify(letter) }
}

/** Whole, so that it can be replayed: as text where that gives the same bytes again and takes no more room. */
const encodeValue = (value: SetAsideRecord['record']['value']): Pick<DeadLetter, 'value' | 'encoding'> => {
  if (value === null) return { value, encoding: 'text' }
  const bytes = Buffer.isBuffer(value) ? value : Buffer.from(String(value))
  const text = bytes.toString('utf8')
  const base64 = bytes.toString('base64')
  const isText = Buffer.from(text).equals(bytes) && Buffer.byteLength(JSON.stringify(text)) <= base64.length + 2
  return isText ? { value: text, encoding: 'text' } : { value: base64, encoding: 'base64' }
}

/** Anything may be thrown. */
const describe = (error: unknown): DeadLetter['error'] => {
  const { messageCharactersMax, stackCharactersMax } = DEAD_LETTER_LIMITS
  const { name, message, stack } = error instanceof Error ? error : new Error(textOf(error))
  return {
    name: name.slice(0, messageCharactersMax),
    message: message.slice(0, messageCharactersMax),
    stack: stack?.slice(0, stackCharactersMax) ?? null,
  }
}

const textOf = (thrown: unknown): string => {
  try {
    return String(thrown)
  } catch {
    return 'something that has no text'
  }
}

/** A broker that does not stamp records itself lets producers write any time. */
const wireTimeOf = (timeMs: number): string => formatWireTime(Math.abs(timeMs) <= 8.64e15 ? timeMs : 0)
