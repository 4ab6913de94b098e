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
  calmLog: 'throttledLog',
  flight: 'inFlightChunks',
  hasReadMore: 'dependsOnPublished',
  hear: 'recordActivity',
  heardAtMs: 'loggedAtMs, watchedClockMs',
  heardFrom: 'sourceActivity',
  heardMs: 'loggedAtMs, watchedClockMs',
  HeldSource: 'TrackedSource',
  isKept: 'isStateValid',
  isWelcome: 'isAllowedPeer',
  LogPlace: 'LogPosition',
  meanwhile: 'whileAssigned, during',
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
  {
    path: /^packages\/stage\/src\/stored-progress\.ts$|\/(arrivals-state|tracked-source|state-v0(\.integration)?\.test)\.ts$/,
    text: /\b(told|telling|tellEmpty|heardAtMs|heardMs)\b/g,
    reason: 'names in the states that 0.1.0 stored',
  },
  { path: /^services\/ingest\//, text: /unwelcome_peers_total/g, reason: 'a public metric' },
  { path: /^tests\/stored-state\//, text: /'told'/g, reason: 'a key of states that an earlier version stored' },
  { path: /^docs\/design\.md$/, text: /SwiftShader/g, reason: 'a proper name' },
  {
    path: /^CHANGELOG\.md$|^tests\/tidy\/retired-words\.ts$|^docs\/decisions\//,
    text: /[\s\S]+/g,
    reason: 'history, and the list',
  },
]
