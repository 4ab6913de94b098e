/**
 * Words this project used for things that have a usual name, and the usual name. They may not come back, in identifiers,
 * comments, docstrings, test titles, log events, error texts or pages.
 */
export const RETIRED_WORDS: Readonly<Record<string, string>> = {
  tell: 'emit, publish, report, say',
  tells: 'outputTopics, emits, reports',
  telling: 'emitting, live',
  told: 'emitted, published',
  teller: 'SnapshotContext, the instance that owns the area',
  retell: 'replay',
  anew: 'again, rebuilt',
  whom: 'which',
  unwelcome: 'blocked',
  stray: 'orphaned',
  strays: 'orphanedKeys',
  astray: 'diverged',
  deed: 'action',
  deeds: 'actions',
  sieve: 'filter',
  swift: 'fast',
  calm: 'throttled',
  meanwhile: 'while, in the meantime',
  judge: 'validate, decide',
  judges: 'validates, decides',
  judged: 'validated, decided',
  judgement: 'validation, decision',
}

/** Names of code alone: in a sentence the words are ordinary, as identifiers they were replaced. */
export const RETIRED_IDENTIFIERS: Readonly<Record<string, string>> = {
  aheadOf: 'versionsNotInState',
  assertUnmoved: 'assertStateUnchanged',
  beat: 'sourceHeartbeat, heartbeat',
  Board: 'AlertIndex',
  boatNames: 'craftIdentity',
  boatOf: 'identityOf',
  flight: 'inFlightChunks',
  hasReadMore: 'dependsOnPublished',
  hear: 'recordActivity',
  heardAtMs: 'loggedAtMs, watchedClockMs',
  heardFrom: 'sourceActivity',
  heardMs: 'loggedAtMs, watchedClockMs',
  HeldSource: 'TrackedSource',
  isKept: 'isStateValid',
  isWelcome: 'isAllowedPeer',
  land: 'settle',
  LogPlace: 'LogPosition',
  nameAlert: 'newAlertId',
  nameSilence: 'silenceAlertId',
  passFrames: 'sendWithBackpressure',
  passOver: 'skip',
  room: 'semaphore',
  saysTheSame: 'isDeepEqual',
  sayWhy: 'cancellationReason',
  Scene: 'AreaState',
  sendAway: 'disconnect',
  Surroundings: 'CliContext',
  TOLD_KEY: 'PUBLISHED_OFFSETS_KEY',
  whoGoes: 'evictionCandidate',
}

/** Where a retired word stays: words that operators read on the page, and history. Each with the reason. */
export const KEPT_WORDS: readonly { readonly path: RegExp; readonly text: RegExp; readonly reason: string }[] = [
  { path: /^services\/console\//, text: /'not told yet'/g, reason: 'a word of the page' },
  { path: /^services\/console\//, text: />Newest it told of</g, reason: 'a word of the page' },
  {
    path: /^services\/alert\/src\//,
    text: /(nothing you were told was lost|nothing told before is lost|than can be told)/g,
    reason: 'texts that subscribers and callers are sent',
  },
  {
    path: /^services\/windowing\/src\//,
    text: /'(Alert|Source-silent) versions told'/g,
    reason: 'help of a public metric',
  },
  {
    path: /^packages\/stage\/src\/stored-progress\.ts$|\/(arrivals-state|tracked-source|state-v0\.test)\.ts$/,
    text: /\b(told|telling|tellEmpty|heardAtMs|heardMs)\b/g,
    reason: 'names in the states that 0.1.0 stored',
  },
  {
    path: /^CHANGELOG\.md$|^tests\/tidy\/retired-words\.ts$|^docs\/decisions\//,
    text: /[\s\S]+/g,
    reason: 'history, and the list',
  },
]
