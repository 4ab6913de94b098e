import type { SentenceContext } from '../sentence/ais-sentence.ts'
import type { ParsedLine } from '../sentence/parsed-line.ts'
import { parseOwnShip } from './parse-own-ship.ts'
import { parseTarget } from './parse-target.ts'

const ADDRESS_CHARACTERS = 5

/** A radar's target or own ship's sentence, of any talker; undefined where it is neither. */
export const parseRadarSentence = (
  address: string,
  fields: readonly string[],
  contextOf: () => SentenceContext,
): ParsedLine | undefined => {
  if (address.length !== ADDRESS_CHARACTERS) return undefined
  const formatter = address.slice(2)
  switch (formatter) {
    case 'TTM':
    case 'TLL': {
      const target = parseTarget(formatter, fields)
      if (typeof target === 'string') return { kind: 'refused', reason: target }
      return { kind: 'target', target, context: contextOf() }
    }
    case 'RMC':
    case 'GGA':
    case 'HDT':
    case 'THS': {
      const ownShip = parseOwnShip(formatter, fields)
      return ownShip === undefined ? undefined : { kind: 'own-ship', ownShip, context: contextOf() }
    }
    default:
      return undefined
  }
}
