import type { PersonsMethod } from '@landfall/contracts'
import type { Rules } from '../rules.ts'
import type { Span } from './track/track.ts'

type Report = { readonly observedAtMs: number; readonly method: PersonsMethod }

/**
 * Which visit a report belongs to (design §4.2): its index, or null where there is none yet,
 * or where it went with a forgotten visit. `visits` in order of time.
 */
export const assignReport = (
  { observedAtMs, method }: Report,
  visits: readonly Span[],
  forgottenEndMs: number | null,
  { personsAfterMs, personsHorizonMs }: Rules,
): number | null => {
  if (forgottenEndMs !== null && observedAtMs <= forgottenEndMs) return null
  const nextIndex = findNext(visits, observedAtMs)
  const next = nextIndex === -1 ? undefined : visits[nextIndex]
  if (next !== undefined && next.arrival.atMs <= observedAtMs) return nextIndex
  const beforeIndex = nextIndex === -1 ? visits.length - 1 : nextIndex - 1
  const endedMs = visits[beforeIndex]?.lastMs ?? forgottenEndMs
  const sinceEndMs = endedMs === null ? Number.POSITIVE_INFINITY : observedAtMs - endedMs
  const untilNextMs = next === undefined ? Number.POSITIVE_INFINITY : next.arrival.atMs - observedAtMs
  const isBefore = sinceEndMs <= personsAfterMs
  const isNext = untilNextMs <= personsHorizonMs
  if (isBefore && isNext && isAnnounced(method))
    return sinceEndMs < untilNextMs ? visitOrForgotten(beforeIndex) : nextIndex
  if (isBefore) return visitOrForgotten(beforeIndex)
  return isNext ? nextIndex : null
}

/** A manifest or a piece of intelligence may be about a coming voyage as well as about one that has ended. */
const isAnnounced = (method: PersonsMethod): boolean => method === 'manifest' || method === 'intelligence'

const visitOrForgotten = (index: number): number | null => (index < 0 ? null : index)

/** The first visit that ends at the time or later; -1: none. */
const findNext = (visits: readonly Span[], atMs: number): number => {
  let [from, to] = [0, visits.length]
  while (from < to) {
    const middle = (from + to) >>> 1
    if ((visits[middle]?.lastMs ?? Number.POSITIVE_INFINITY) < atMs) from = middle + 1
    else to = middle
  }
  return from === visits.length ? -1 : from
}
