import type { MassArrivalAlert } from '@landfall/contracts'
import { alertKey } from './groups-meta.ts'
import type { HeldAlert } from './reconcile.ts'

/**
 * Of versions in the alerts topic those that the stored state does not know of: told by an owner that died before it
 * committed, or after the copy was made that Redis was restored from.
 */
export const aheadOf = (
  stored: ReadonlyMap<string, string>,
  versions: readonly MassArrivalAlert[],
): readonly MassArrivalAlert[] =>
  versions.filter(({ alertId, version }) => {
    const held = stored.get(alertKey(alertId))
    return held === undefined || version > (JSON.parse(held) as HeldAlert).alert.version
  })

type Place = { readonly nextOffset: number; readonly highWatermark: number }
type AlertVersion = { readonly alertId: string; readonly version: number }

/**
 * Watches a state that is behind the topic catch up with it. The same records lead to the same versions, so what it
 * tells on the way stands there already. Where it does not, the state comes from before one was made anew, and must
 * tell nothing more of its own: a version has one content for ever.
 */
export const createCatchUp = (ahead: readonly AlertVersion[]) => {
  const left = new Map(ahead.map((alert) => [nameOf(alert), JSON.stringify(alert)]))
  let isAstray = false
  let endOffset: number | undefined
  return {
    /**
     * Takes the versions that a batch has led to; the first one says where the log ends. False when the state has come to
     * something else than the topic, or at the end of the log not to all of it.
     */
    follow: (alerts: readonly AlertVersion[], { nextOffset, highWatermark }: Place): boolean => {
      endOffset ??= highWatermark
      for (const alert of alerts) {
        const text = left.get(nameOf(alert))
        if (text !== undefined && text !== JSON.stringify(alert)) isAstray = true
        left.delete(nameOf(alert))
      }
      return !isAstray && (left.size === 0 || nextOffset < endOffset)
    },
    /** There is something to come to, and nothing was followed yet. */
    isWaiting: () => endOffset === undefined && left.size > 0,
    isDone: () => left.size === 0 && !isAstray,
  }
}

const nameOf = ({ alertId, version }: AlertVersion): string => `${alertId}/${version}`
