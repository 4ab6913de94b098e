import type { AisSentence } from '../sentence/ais-sentence.ts'

export type AssemblerLimits = {
  /** Messages with parts still missing. */
  readonly openMax: number
  /** From the first part received to the last, by the caller's clock and by the times in the parts. */
  readonly ageMsMax: number
  /** From the first part received to the last, in lines of the same feed: the only bound where lines carry no time. */
  readonly linesMax: number
  /** The same for a part received after one that should follow it: networks swap neighbours, not more. */
  readonly swappedLinesMax: number
}

export const ASSEMBLER_LIMITS: AssemblerLimits = { openMax: 64, ageMsMax: 5_000, linesMax: 100, swappedLinesMax: 8 }

export type Assembled =
  /** All parts, in order. */
  | { readonly outcome: 'complete'; readonly parts: readonly AisSentence[] }
  | { readonly outcome: 'partial' }
  /** The same part has already been received. */
  | { readonly outcome: 'repeated-part' }

/** When the sentence arrived: by the caller's clock, if it has one, and as the line's number in its feed. */
export type Arrival = { readonly atMs: number | undefined; readonly line: number }

type Open = {
  readonly head: AisSentence
  readonly slots: (AisSentence | undefined)[]
  readonly arrival: Arrival
  readonly timeMs: number | undefined
  highestPart: number
  missing: number
}

/**
 * Joins the parts of messages, in any order. Nothing in a message proves that its parts belong together, and a busy receiver
 * reuses a sequence number within a second. So parts are joined only when source, talker, channel, sequence and number of
 * parts agree and they arrive close together; of two parts with the same number the later wins.
 */
export const createAssembler = (limits: AssemblerLimits = ASSEMBLER_LIMITS) => {
  let open: Open[] = []
  let abandoned = 0

  const drop = (dropped: Open): void => {
    open = open.filter((one) => one !== dropped)
    abandoned += 1
  }

  const begin = (sentence: AisSentence, arrival: Arrival): Assembled => {
    const oldest = open[0]
    if (oldest !== undefined && open.length >= limits.openMax) drop(oldest)
    const slots = new Array<AisSentence | undefined>(sentence.parts).fill(undefined)
    slots[sentence.part - 1] = sentence
    const timeMs = sentence.tag?.timeMs ?? sentence.suffixTimeMs
    open.push({ head: sentence, slots, arrival, timeMs, highestPart: sentence.part, missing: sentence.parts - 1 })
    return PARTIAL
  }

  const add = (sentence: AisSentence, arrival: Arrival): Assembled => {
    if (sentence.parts === 1) return { outcome: 'complete', parts: [sentence] }
    for (const one of open) if (isStale(one, arrival, limits)) drop(one)
    // A part without a TAG block that fits two messages belongs to the one begun last: only the first line need carry the block.
    const found = open.findLast((one) => belongTogether(one.head, sentence))
    if (found === undefined) return begin(sentence, arrival)
    const there = found.slots[sentence.part - 1]
    if (there?.payload === sentence.payload) return REPEATED
    if (there !== undefined || !mayJoin(found, sentence, arrival, limits)) {
      drop(found)
      return begin(sentence, arrival)
    }
    found.slots[sentence.part - 1] = sentence
    found.highestPart = Math.max(found.highestPart, sentence.part)
    found.missing -= 1
    if (found.missing > 0) return PARTIAL
    open = open.filter((one) => one !== found)
    return { outcome: 'complete', parts: found.slots.filter((part) => part !== undefined) }
  }

  return {
    add,
    /** Messages dropped since the start: too old, too many, or replaced by another. */
    abandoned: (): number => abandoned,
    open: (): number => open.length,
  }
}

const PARTIAL: Assembled = { outcome: 'partial' }
const REPEATED: Assembled = { outcome: 'repeated-part' }

const belongTogether = (a: AisSentence, b: AisSentence): boolean => {
  if (a.parts !== b.parts || a.formatter !== b.formatter || a.talker !== b.talker) return false
  const groupA = a.tag?.group
  const groupB = b.tag?.group
  // Only the first sentence of a message need carry a TAG block, so a missing one is no contradiction.
  if (groupA !== undefined && groupB !== undefined && groupA !== groupB) return false
  const sourceA = a.tag?.source
  const sourceB = b.tag?.source
  if (sourceA !== undefined && sourceB !== undefined && sourceA !== sourceB) return false
  return a.sequence === b.sequence && a.channel === b.channel
}

const isStale = ({ arrival }: Open, now: Arrival, limits: AssemblerLimits): boolean =>
  now.line - arrival.line > limits.linesMax ||
  (now.atMs !== undefined && arrival.atMs !== undefined && Math.abs(now.atMs - arrival.atMs) > limits.ageMsMax)

const mayJoin = (found: Open, sentence: AisSentence, arrival: Arrival, limits: AssemblerLimits): boolean => {
  if (sentence.part < found.highestPart && arrival.line - found.arrival.line > limits.swappedLinesMax) return false
  const timeMs = sentence.tag?.timeMs ?? sentence.suffixTimeMs
  return timeMs === undefined || found.timeMs === undefined || Math.abs(timeMs - found.timeMs) <= limits.ageMsMax
}
