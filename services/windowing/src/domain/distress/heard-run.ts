import { compareCodePoints, type DistressDevice, type LoggedDistress, parseWireTime } from '@landfall/contracts'

/** What was said, and when it was so, milliseconds since 1970. */
type Said<Value> = { readonly atMs: number; readonly value: Value }

/** Messages of one device without a silence between them that is too long: a call, or a test. */
export type HeardRun = {
  readonly firstMs: number
  readonly lastMs: number
  readonly place: Said<{ readonly longitude: number; readonly latitude: number }> | null
  readonly text: Said<string> | null
  readonly heardBy: Said<{ readonly id: string; readonly kind: string; readonly device: DistressDevice }>
}

/** Of one device; beyond it the oldest are forgotten, and a late message can no longer join to them. */
const RUNS_MAX = 8

/** The run that is this message alone. */
export const runOf = ({ observedAt, longitude, latitude, text, source, device }: LoggedDistress): HeardRun => {
  const atMs = parseWireTime(observedAt)
  const isPlaced = longitude !== undefined && latitude !== undefined
  return {
    firstMs: atMs,
    lastMs: atMs,
    place: isPlaced ? { atMs, value: { longitude, latitude } } : null,
    text: text === undefined ? null : { atMs, value: text },
    heardBy: { atMs, value: { id: source.id, kind: source.kind, device } },
  }
}

/** The runs, oldest first, with one more, joined to those within `gapMs` of it. The order in which they come does not matter. */
export const joinRun = (runs: readonly HeardRun[], one: HeardRun, gapMs: number): readonly HeardRun[] => {
  const isNear = ({ firstMs, lastMs }: HeardRun): boolean =>
    firstMs - one.lastMs <= gapMs && one.firstMs - lastMs <= gapMs
  const joined = runs.filter(isNear).reduce(merge, one)
  const all = [...runs.filter((run) => !isNear(run)), joined].sort((a, b) => a.firstMs - b.firstMs)
  return all.slice(-RUNS_MAX)
}

const merge = (a: HeardRun, b: HeardRun): HeardRun => ({
  firstMs: Math.min(a.firstMs, b.firstMs),
  lastMs: Math.max(a.lastMs, b.lastMs),
  place: laterOrNull(a.place, b.place),
  text: laterOrNull(a.text, b.text),
  heardBy: later(a.heardBy, b.heardBy),
})

const laterOrNull = <Value>(a: Said<Value> | null, b: Said<Value> | null): Said<Value> | null =>
  a === null || b === null ? (a ?? b) : later(a, b)

/** Of equal times the greater text: whichever came first. */
const later = <Value>(a: Said<Value>, b: Said<Value>): Said<Value> => {
  if (a.atMs !== b.atMs) return a.atMs > b.atMs ? a : b
  return compareCodePoints(JSON.stringify(a.value), JSON.stringify(b.value)) >= 0 ? a : b
}
