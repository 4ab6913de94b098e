import type { SourceSilentAlert } from '@landfall/contracts'
import { sourceKey } from './create-source-book.ts'
import type { TrackedSource } from './tracked-source.ts'

/** Of versions in the alerts topic those that the stored state does not know of, or no more. */
export const silencesAhead = (
  stored: ReadonlyMap<string, string>,
  versions: readonly SourceSilentAlert[],
): readonly SourceSilentAlert[] =>
  versions.filter((alert) => {
    const text = stored.get(sourceKey(alert.source.id))
    const held = text === undefined ? null : (JSON.parse(text) as TrackedSource).alert
    return held === null || isLater(alert, held)
  })

/** Of the same source: a later silence, or a later version of the same. Not by their order in the topic: repeats come late. */
export const isLater = (alert: SourceSilentAlert, than: SourceSilentAlert): boolean =>
  alert.alertId === than.alertId ? alert.version > than.version : alert.lastHeardAt > than.lastHeardAt
