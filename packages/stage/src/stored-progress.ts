import type { Progress } from './progress.ts'

/** The entry that the engine keeps beside those of the stage. */
export const ENGINE_KEY = 'stage'

/** What the engine remembers of a partition. */
export type StoredProgress = {
  /** The hash of the configuration that the state was made under. */
  readonly configHash: string
  /** The id of the topic that the state was made from; null where it is not known. */
  readonly logId: string | null
  readonly progress: Progress
  /** Per partition of the versions' topic the offset up to which the state knows all versions. */
  readonly published: readonly (readonly [partition: number, nextOffset: number])[]
}

type Entries = ReadonlyMap<string, string>

/** Undefined where nothing is stored. Throws where it is nothing that any version has written. */
export const readStoredProgress = (entries: Entries): StoredProgress | undefined => {
  const text = entries.get(ENGINE_KEY)
  if (text !== undefined) return checked(JSON.parse(text) as StoredProgress)
  return entries.size === 0 ? undefined : checked(readBeforeEngine(entries))
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
    typeof stored.configHash === 'string' && PHASES.includes(stored.progress?.phase) && Array.isArray(stored.published)
  if (!isRead) throw new TypeError(`no progress: ${JSON.stringify(stored)}`)
  return stored
}
