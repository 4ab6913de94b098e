import {
  type DiagnosticAlert,
  type DiagnosticCause,
  type DiagnosticRecord,
  formatWireTime,
  parseWireTime,
} from '@landfall/contracts'
import { readableId } from './readable-id.ts'
import { sourceAlertId } from './source-alert-id.ts'

/** What recurs about one subject, from the first occurrence until it is over. Changes with the log alone, except for the alert. */
export type DiagnosticEpisode = Omit<DiagnosticRecord, 'type'> & {
  readonly firstLoggedAtMs: number
  readonly lastLoggedAtMs: number
  /** The newest alert of its cause and subject, open or ended. */
  readonly alert: DiagnosticAlert | null
}

type About = Pick<DiagnosticRecord, 'cause' | 'subject' | 'exercise'>

/** Over after so long without another occurrence. What was set aside, or contradicted, waits for a person, so it stays for a day. */
const QUIET_MS_MIN: Readonly<Record<DiagnosticCause, number>> = {
  'feeder-quota': 600_000,
  'dead-letters': 86_400_000,
  'disk-space': 600_000,
  contradiction: 86_400_000,
}
/** An alert is counted again at most once in this time. */
const RECOUNT_MS_MIN = 60_000
const READABLE_CHARS_MAX = 80

/** The state key of what is about this. */
export const diagnosticKey = ({ cause, subject, exercise }: About): string =>
  `diagnostic/${cause}/${exercise ? 'exercise' : 'real'}/${subject}`

/** The episode after one more record; a new one where there was none. */
export const recordOccurrence = (
  before: DiagnosticEpisode | undefined,
  { cause, subject, exercise, detail, count }: DiagnosticRecord,
  loggedAtMs: number,
): DiagnosticEpisode => ({
  ...{ cause, subject, exercise, detail },
  count: (before?.count ?? 0) + count,
  firstLoggedAtMs: before?.firstLoggedAtMs ?? loggedAtMs,
  lastLoggedAtMs: loggedAtMs,
  alert: before?.alert ?? null,
})

/** The episode that an open alert speaks of, where the log no longer has it. */
export const episodeOf = (alert: DiagnosticAlert): DiagnosticEpisode => ({
  ...{ cause: alert.cause, subject: alert.subject, exercise: alert.exercise },
  ...{ detail: alert.detail, count: alert.count, alert },
  firstLoggedAtMs: parseWireTime(alert.firstAt),
  lastLoggedAtMs: parseWireTime(alert.lastAt),
})

export const isOver = ({ cause, lastLoggedAtMs }: DiagnosticEpisode, loggedAtMs: number): boolean =>
  loggedAtMs - lastLoggedAtMs >= QUIET_MS_MIN[cause]

/** The versions that the alert lacks at that time of the log: of an episode, however short, at least the one that raises it. */
export const missingVersions = (episode: DiagnosticEpisode, loggedAtMs: number): readonly DiagnosticAlert[] => {
  const alertId = diagnosticAlertId(episode)
  const versions: DiagnosticAlert[] = []
  const { alert } = episode
  if (alert?.status === 'open' && alert.alertId !== alertId)
    versions.push(ended(alert, loggedAtMs, 'The log no longer goes back to its beginning.'))
  let own = alert?.alertId === alertId ? alert : null
  const isDue = own === null || loggedAtMs - parseWireTime(own.countedAt) >= RECOUNT_MS_MIN
  if (own?.status !== 'open' || (isDue && own.count !== episode.count)) {
    own = versionOf(episode, own, loggedAtMs)
    versions.push(own)
  }
  if (isOver(episode, loggedAtMs)) {
    const minutes = QUIET_MS_MIN[episode.cause] / 60_000
    const after = minutes < 120 ? `${minutes} min` : `${minutes / 60} h`
    versions.push(ended({ ...own, ...countOf(episode) }, loggedAtMs, `Nothing more for ${after}.`))
  }
  return versions
}

const versionOf = (
  episode: DiagnosticEpisode,
  before: DiagnosticAlert | null,
  loggedAtMs: number,
): DiagnosticAlert => ({
  alertId: diagnosticAlertId(episode),
  version: (before?.version ?? 0) + 1,
  status: 'open',
  kind: 'diagnostic',
  exercise: episode.exercise,
  areaId: null,
  severity: 'caution',
  certainty: 'observed',
  cause: episode.cause,
  subject: episode.subject,
  ...countOf(episode),
  countedAt: formatWireTime(loggedAtMs),
  supersededBy: null,
  reason: null,
  changes: [before === null ? 'raised' : before.status === 'open' ? 'counts-raised' : 'reopened'],
})

const countOf = ({ detail, count, firstLoggedAtMs, lastLoggedAtMs }: DiagnosticEpisode) => ({
  detail,
  count,
  firstAt: formatWireTime(firstLoggedAtMs),
  lastAt: formatWireTime(lastLoggedAtMs),
})

const ended = (alert: DiagnosticAlert, loggedAtMs: number, reason: string): DiagnosticAlert => ({
  ...alert,
  version: alert.version + 1,
  status: 'cancelled',
  countedAt: formatWireTime(loggedAtMs),
  reason,
  changes: ['cancelled'],
})

/** `diagnostic-feeder-quota-token-coast-radar-20261123-7f3a9c1e40b2`: named by its first occurrence. */
const diagnosticAlertId = ({ cause, subject, exercise, firstLoggedAtMs }: DiagnosticEpisode): string => {
  const firstAt = formatWireTime(firstLoggedAtMs)
  const readable = readableId(subject).slice(0, READABLE_CHARS_MAX)
  return sourceAlertId(`diagnostic-${cause}-${readable}`, firstAt, [cause, subject, exercise, firstAt])
}
