import type { AlertView, ChecklistSpec, HistoryEntry } from '@landfall/contracts'
import { countedCraft } from '../../alert/counted-craft.ts'
import { isolateText } from '../../format/isolate-text.ts'
import { APPROACH_WORDS } from '../../inbound/approach-words.ts'
import { craftTitle } from '../craft/craft-title.ts'
import { logEntries } from '../log/log-entries.ts'
import type { PanelContext } from '../panel-context.ts'
import { limbName, type Windows } from '../summary/limb-rows.ts'

/** In the order of the lines that they are drawn on. */
export const LANES = ['sea', 'version', 'action', 'note'] as const
export type Lane = (typeof LANES)[number]

export type TimelineMoment = {
  readonly key: string
  readonly atMs: number
  readonly lane: Lane
  /** Of the craft, for what happened at sea. */
  readonly letter: string | undefined
  readonly text: string
}
type Span = { readonly name: string; readonly fromMs: number; readonly toMs: number }
export type Timeline = {
  /** The oldest first. */
  readonly moments: readonly TimelineMoment[]
  /** The windows of the likely sums, or of an expected arrival. */
  readonly spans: readonly Span[]
}

type TimelineContext = Pick<PanelContext, 'letters' | 'windows' | 'checklist'>

/** What happened at sea, what Landfall made of it, and what operators did, in one line of time. */
export const timelineOf = (
  alert: AlertView,
  entries: readonly HistoryEntry[] | null | undefined,
  { letters, windows, checklist }: TimelineContext,
): Timeline => {
  const moments = [...seaMoments(alert, letters), ...callMoments(alert), ...logMoments(entries ?? [], checklist)]
  return { moments: moments.toSorted((a, b) => a.atMs - b.atMs), spans: spansOf(alert, windows) }
}

const seaMoments = (alert: AlertView, letters: ReadonlyMap<string, string>): readonly TimelineMoment[] =>
  countedCraft(alert).map((craft) => {
    const approach = 'approach' in craft ? craft.approach : null
    const at = approach?.last.at ?? craft.arrivedAt ?? ''
    const what = approach === null ? 'arrived' : `seen ${APPROACH_WORDS[approach.state]}`
    return {
      key: `sea ${craft.craftId} ${at}`,
      atMs: Date.parse(at),
      lane: 'sea',
      letter: letters.get(craft.craftId),
      text: `${craft.name === null ? craftTitle(craft.craftId) : isolateText(craft.name)} ${what}`,
    }
  })

const callMoments = (alert: AlertView): readonly TimelineMoment[] => {
  if (!('firstHeardAt' in alert)) return []
  const moment = (at: string, text: string): TimelineMoment => ({
    key: text,
    atMs: Date.parse(at),
    lane: 'sea',
    letter: undefined,
    text,
  })
  const first = moment(alert.firstHeardAt, 'First heard')
  return alert.firstHeardAt === alert.lastHeardAt ? [first] : [first, moment(alert.lastHeardAt, 'Last heard')]
}

const logMoments = (entries: readonly HistoryEntry[], checklist: ChecklistSpec | null): readonly TimelineMoment[] =>
  logEntries(entries, checklist).map(({ key, atMs, what, who, note, kind }) => ({
    key,
    atMs,
    lane: kind,
    letter: undefined,
    text: [who === null ? what : `${what} by ${isolateText(who)}`, ...(note === null ? [] : [isolateText(note)])].join(
      ': ',
    ),
  }))

const spansOf = (alert: AlertView, windows: Windows | null): readonly Span[] => {
  if ('limbs' in alert) {
    return (['sameTime', 'samePeriod'] as const).flatMap((key) => {
      const { from, to } = alert.limbs[key].likely
      const name = limbName(key, windows)
      return from === null || to === null ? [] : [{ name, fromMs: Date.parse(from), toMs: Date.parse(to) }]
    })
  }
  if (!('eta' in alert) || alert.eta === null) return []
  return [{ name: 'Expected arrival', fromMs: Date.parse(alert.eta.earliest), toMs: Date.parse(alert.eta.latest) }]
}

const MARGIN = 0.04
const MARGIN_MS_MIN = 60_000

/** Where a time lies between the first and the last, in percent of the width, with some space at both ends. */
export const createScale = ({ moments, spans }: Timeline) => {
  const times = [...moments.map(({ atMs }) => atMs), ...spans.flatMap(({ fromMs, toMs }) => [fromMs, toMs])]
  const [firstMs, lastMs] = [Math.min(...times), Math.max(...times)]
  const marginMs = Math.max((lastMs - firstMs) * MARGIN, MARGIN_MS_MIN)
  const wholeMs = lastMs - firstMs + 2 * marginMs
  const percentOf = (atMs: number): number => Math.round(((atMs - firstMs + marginMs) / wholeMs) * 1_000) / 10
  return { firstMs, lastMs, percentOf }
}
