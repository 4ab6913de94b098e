import { LandfallError } from '@landfall/runtime'
import type { Progress } from './progress.ts'
import type { StateVersion } from './stage-definition.ts'

/** The entry that the engine keeps beside those of the stage: for ever JSON, and with the numbers of its formats. */
export const ENGINE_KEY = 'stage'

/** Of the engine's own entry; raised as `StateVersion` says. */
export const ENGINE_FORMAT = 1

/** What the engine remembers of a partition. */
export type StoredProgress = StateVersion & {
  readonly engineFormat: number
  /** The hash of the configuration that the state was made under. */
  readonly configHash: string
  /** The id of the topic that the state was made from; null where it is not known. */
  readonly logId: string | null
  /** Of that topic's contract; absent where it is not known, as in all states up to 0.1.0. Older versions skip it: no other format. */
  readonly partitions?: number
  readonly progress: Progress
  /** Per partition of the versions' topic the offset up to which the state knows all versions. */
  readonly published: readonly (readonly [partition: number, nextOffset: number])[]
}

type Entries = ReadonlyMap<string, string>

type Reader = {
  /** What is read, for the message of an error. */
  readonly of?: string
  /** The newest format that the reader knows of the stage's own entries; any, for one that does not read them. */
  readonly formatMax?: number
}

/**
 * Undefined where nothing is stored. Throws where it is nothing that any version has written, and LF_STATE_TOO_NEW where a
 * newer version has written it.
 */
export const readStoredProgress = (
  entries: Entries,
  { of = 'the stored state', formatMax = Number.POSITIVE_INFINITY }: Reader = {},
): StoredProgress | undefined => {
  const text = entries.get(ENGINE_KEY)
  if (text === undefined) return entries.size === 0 ? undefined : checked(readBeforeEngine(entries))
  const stored = JSON.parse(text) as Partial<StoredProgress>
  // Before all else: of a newer format nothing but these two is known.
  refuseNewerFormat(`${of} (engine)`, stored.engineFormat, ENGINE_FORMAT)
  refuseNewerFormat(of, stored.format, formatMax)
  return checked({ ...UNNUMBERED, ...stored } as StoredProgress)
}

/** Until formats were numbered, all was written in the first, and by the first rules. */
const UNNUMBERED = { engineFormat: 1, format: 1, rules: 1 } as const

const REMEDY =
  'run the version that wrote it or a newer one, or empty the state (docs/operating.md, “Upgrading and rolling back”)'

/** LF_STATE_TOO_NEW where a newer version has written what is stored: it must neither be misread nor taken for corrupt. */
const refuseNewerFormat = (what: string, found: unknown, known: number): void => {
  if (typeof found !== 'number' || found <= known) return
  const message = `${what} is of format ${found}, this version knows formats up to ${known}: ${REMEDY}`
  throw new LandfallError('LF_STATE_TOO_NEW', message, { retryable: false })
}

/** What two loads must agree on for nobody to have committed in between. */
export const progressTextOf = (entries: Entries): string | undefined => entries.get(ENGINE_KEY) ?? entries.get(META_KEY)

// Until 0.1.0 each stage kept its phase in its own `meta`, in words of its own, and the runner `log` and `told`.
const META_KEY = 'meta'
export const LEGACY_KEYS = { log: 'log', told: 'told' } as const

type LegacyPhase = { readonly phase: string; readonly untilOffset?: number }
type LegacyMeta = {
  readonly config?: string
  readonly telling?: LegacyPhase
  readonly phase?: LegacyPhase
}

const readBeforeEngine = (entries: Entries): StoredProgress => {
  const { config = '', telling, phase = telling } = JSON.parse(entries.get(META_KEY) ?? '{}') as LegacyMeta
  return {
    ...UNNUMBERED,
    configHash: config,
    logId: entries.get(LEGACY_KEYS.log) ?? null,
    progress: fromLegacy(phase),
    published: JSON.parse(entries.get(LEGACY_KEYS.told) ?? '[]') as StoredProgress['published'],
  }
}

const fromLegacy = (legacy: LegacyPhase | undefined): Progress => {
  const phase: string = legacy?.phase ?? 'none'
  switch (phase) {
    case 'new':
    case 'silent':
      return { phase: 'rebuilding', untilOffset: legacy?.untilOffset ?? null }
    case 'due':
      return { phase: 'reconciling', fromPublished: true }
    case 'telling':
      return { phase: 'live' }
    default:
      throw new TypeError(`no phase ${JSON.stringify(legacy)}`)
  }
}

const PHASES: readonly string[] = ['rebuilding', 'reconciling', 'live'] satisfies readonly Progress['phase'][]

const checked = (stored: StoredProgress): StoredProgress => {
  const isRead =
    [stored.engineFormat, stored.format, stored.rules].every((number) => typeof number === 'number') &&
    typeof stored.configHash === 'string' &&
    PHASES.includes(stored.progress?.phase) &&
    Array.isArray(stored.published)
  if (!isRead) throw new TypeError(`no progress: ${JSON.stringify(stored)}`)
  return stored
}
