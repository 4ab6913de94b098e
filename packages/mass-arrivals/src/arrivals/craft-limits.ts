import { compareCodePoints } from '@landfall/contracts'
import { HOUR_MS } from '../rules.ts'
import type { CraftState } from './craft-state.ts'

/** How many craft one partition keeps. */
export type CraftLimits = {
  /** Craft of which only positions, names and the like are known. Of more, those seen longest ago are forgotten. */
  readonly unfollowedMax: number
  /** Craft that are followed. Beyond it nothing but reports of people makes a craft followed. */
  readonly followedMax: number
  /** Followed craft, reports of people included. Beyond it these are refused too. */
  readonly reportedMax: number
}

/** For each of 12 partitions: 600,000 craft unfollowed and 480,000 followed at the most; docs/operating.md has the bytes. */
export const CRAFT_LIMITS: CraftLimits = { unfollowedMax: 50_000, followedMax: 20_000, reportedMax: 40_000 }

/** Forgotten at once when there are too many, so that looking for the oldest is paid once for many new craft. */
const EVICTED_SHARE = 1 / 10

/**
 * Which craft to forget when more than `unfollowedMax` are unfollowed: those seen longest ago, of equal times the smaller key.
 * A function of the state alone, so that the same log leaves the same craft, however it is cut and whoever reads it.
 */
export const craftToEvict = (
  craft: ReadonlyMap<string, CraftState>,
  { unfollowedMax }: CraftLimits,
): readonly string[] => {
  const seenMs = new Float64Array(craft.size)
  let unfollowed = 0
  for (const state of craft.values()) {
    if (state.isFollowed) continue
    seenMs[unfollowed] = lastSeenMs(state)
    unfollowed += 1
  }
  if (unfollowed <= unfollowedMax) return []
  const evicted = Math.max(unfollowed - unfollowedMax, Math.ceil(unfollowedMax * EVICTED_SHARE))
  const untilMs = seenMs.subarray(0, unfollowed).sort()[evicted - 1] ?? Number.NEGATIVE_INFINITY
  const before: string[] = []
  const equal: string[] = []
  for (const [key, state] of craft) {
    if (state.isFollowed) continue
    const stateMs = lastSeenMs(state)
    if (stateMs < untilMs) before.push(key)
    else if (stateMs === untilMs) equal.push(key)
  }
  return [...before, ...equal.sort(compareCodePoints).slice(0, evicted - before.length)]
}

/**
 * Outside it is known to the hour, and taken as its start: such craft go first within their hour, and with most of them
 * nothing is lost.
 */
const lastSeenMs = ({ tracks, records }: CraftState): number => {
  let seenMs = Number.NEGATIVE_INFINITY
  for (const { runs, outsideHours, forgottenEndMs } of tracks) {
    const insideMs = runs.at(-1)?.lastMs ?? forgottenEndMs ?? Number.NEGATIVE_INFINITY
    const outsideMs = ((outsideHours.at(-1) ?? Number.NEGATIVE_INFINITY) - 1) * HOUR_MS
    seenMs = Math.max(seenMs, insideMs, outsideMs)
  }
  for (const { heldAtMs } of records.values()) seenMs = Math.max(seenMs, heldAtMs)
  return seenMs
}
