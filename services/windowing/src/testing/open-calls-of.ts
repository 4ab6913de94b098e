import type { DistressAlert, LoggedDistress } from '@landfall/contracts'

/** What an alert says, whatever the order in which the messages came. */
export type DistressContent = Pick<
  DistressAlert,
  | 'craftId'
  | 'exercise'
  | 'test'
  | 'device'
  | 'place'
  | 'text'
  | 'firstHeardAt'
  | 'lastHeardAt'
  | 'heardBy'
  | 'areaId'
  | 'severity'
>

const HOUR_MS = 3_600_000
const MINUTE_MS = 60_000

/**
 * The alerts that are open once the log's time is `nowMs`, from all messages there ever were: of each device its last call, else its last test
 * if that is less than 15 minutes old. The rules once more, slow and obvious.
 */
export const openCallsOf = (messages: readonly LoggedDistress[], nowMs: number): readonly DistressContent[] => {
  const who = [...new Set(messages.map(({ exercise, craftId }) => `${exercise} ${craftId}`))].sort()
  return who.flatMap((one) => {
    const own = messages.filter(({ exercise, craftId }) => `${exercise} ${craftId}` === one)
    const call = lastRun(
      own.filter(({ test }) => !test),
      6 * HOUR_MS,
    )
    if (call.length > 0) return [contentOf(call)]
    const tried = lastRun(
      own.filter(({ test }) => test),
      15 * MINUTE_MS,
    )
    const last = tried.at(-1)
    return last !== undefined && nowMs - Date.parse(last.observedAt) < 15 * MINUTE_MS ? [contentOf(tried)] : []
  })
}

/** In the order of their times, from behind the last silence of more than `gapMs`. */
const lastRun = (messages: readonly LoggedDistress[], gapMs: number): readonly LoggedDistress[] => {
  const inOrder = messages.toSorted((a, b) => (a.observedAt < b.observedAt ? -1 : 1))
  const from = inOrder.findLastIndex(
    ({ observedAt }, index) =>
      Date.parse(observedAt) - Date.parse(inOrder[index - 1]?.observedAt ?? observedAt) > gapMs,
  )
  return inOrder.slice(Math.max(0, from))
}

const contentOf = (run: readonly LoggedDistress[]): DistressContent => {
  const [first] = run as readonly [LoggedDistress]
  const heard = newest(
    run.map(({ observedAt, source, device }) => ({ observedAt, id: source.id, kind: source.kind, device })),
  )
  const place = newest(
    run.flatMap(({ observedAt, longitude, latitude }) =>
      longitude === undefined || latitude === undefined ? [] : [{ longitude, latitude, observedAt }],
    ),
  )
  const said = newest(run.flatMap(({ observedAt, text }) => (text === undefined ? [] : [{ observedAt, text }])))
  return {
    craftId: first.craftId,
    exercise: first.exercise,
    test: first.test,
    severity: first.test ? 'caution' : 'alarm',
    device: heard?.device ?? 'other',
    heardBy: { id: heard?.id ?? '', kind: heard?.kind ?? '' },
    place: place ?? null,
    areaId: place !== undefined && place.longitude >= 174 ? 'east' : null,
    text: said?.text ?? null,
    firstHeardAt: first.observedAt,
    lastHeardAt: heard?.observedAt ?? '',
  }
}

/** Of equal times the greater as text. */
const newest = <Said extends { readonly observedAt: string }>(all: readonly Said[]): Said | undefined =>
  all
    .toSorted((a, b) =>
      a.observedAt === b.observedAt
        ? JSON.stringify(a) < JSON.stringify(b)
          ? -1
          : 1
        : a.observedAt < b.observedAt
          ? -1
          : 1,
    )
    .at(-1)
