import type { AlertView } from '@landfall/contracts'
import { isValidElement, type VNode } from 'preact'
import { expect, test } from 'vitest'
import { craftLetters } from '../alert/craft-letters.ts'
import { optionWords } from '../craft/finder.tsx'
import { pickedFacts } from '../craft/picked-craft.tsx'
import { SessionMenu } from '../frame/session-menu.tsx'
import { handoverOf } from '../handover/handover.ts'
import { HandoverItems } from '../handover/handover-items.tsx'
import { alertRow } from '../list/rows/alert-row.ts'
import { announcementOf } from '../notify/announcement.ts'
import { Ending } from '../panel/ending.tsx'
import { LogList } from '../panel/log/log-tab.tsx'
import type { PanelContext } from '../panel/panel-context.ts'
import { panelParts } from '../panel/panel-parts.tsx'
import { SummaryTab } from '../panel/summary/summary-tab.tsx'
import { timelineOf } from '../panel/timeline/timeline-of.ts'
import { TimelineList } from '../panel/timeline/timeline-tab.tsx'
import type { Console } from '../state/create-console.ts'
import { aDistressView, anAlertView } from '../testing/an-alert-view.ts'
import { anApproach, anInboundCraft, anInboundView } from '../testing/an-inbound-view.ts'
import { ForeignText } from './foreign-text.tsx'
import { isolateText } from './isolate-text.ts'
import { NoteText } from './note-text.tsx'

/** Stands in each text that comes from outside. */
const FOREIGN = '\u05D0foreign'

type Drawn = { readonly text: string; readonly isApart: boolean }

/** Whether what is foreign in a text is set apart by characters. */
const isIsolated = (text: string): boolean => !text.replaceAll(/\u2068[^\u2069]*\u2069/g, '').includes(FOREIGN)

/** The foreign texts below a node, and whether each is in a bdi. Components without hooks are drawn by calling them. */
const foreignTexts = (node: unknown, isApart = false): readonly Drawn[] => {
  if (typeof node === 'string') {
    return node.includes(FOREIGN) ? [{ text: node, isApart: isApart || isIsolated(node) }] : []
  }
  if (Array.isArray(node)) return node.flatMap((child) => foreignTexts(child, isApart))
  if (!isValidElement(node)) return []
  const { type, props } = node as VNode<{ readonly children?: unknown }>
  if (typeof type === 'function') return foreignTexts((type as (given: unknown) => unknown)(props), isApart)
  return foreignTexts(props.children, isApart || type === 'bdi')
}
/** Fails where there is no foreign text at all: then nothing was checked. */
const bareTexts = (node: unknown): readonly string[] => {
  const texts = foreignTexts(node)
  expect(texts).not.toEqual([])
  return texts.filter(({ isApart }) => !isApart).map(({ text }) => text)
}
const at = '2026-11-23T09:30:00.000Z'
const con = {} as Console
const alert = anAlertView({
  reason: FOREIGN,
  state: 'acknowledged',
  acknowledgement: { at, operator: FOREIGN, note: FOREIGN, version: 1 },
  notes: [{ at, operator: FOREIGN, text: FOREIGN }],
})
const withForeignCraft = {
  ...alert,
  craft: alert.craft.map((craft) => ({
    ...craft,
    name: FOREIGN,
    sameAs: [FOREIGN],
    aboardReport: { ...craft.aboardReport, sourceId: FOREIGN },
  })),
}

test('text that stands where no element can', () => {
  const silent = { ...anAlertView(), kind: 'source-silent', source: { id: FOREIGN, kind: FOREIGN }, lastHeardAt: at }
  const diagnostic = { ...anAlertView(), kind: 'diagnostic', cause: 'feeder-quota', subject: FOREIGN, detail: FOREIGN }
  const acknowledged = { ...alert, kind: 'mass-arrival', areaId: FOREIGN }
  for (const one of [silent, { ...diagnostic, count: 1, firstAt: at, lastAt: at }, acknowledged] as never[]) {
    const { place, people, certainty, state } = alertRow(one, Date.parse(at))
    expect(bareTexts([place, people, certainty, state])).toEqual([])
    if (one !== acknowledged) expect(bareTexts(announcementOf(undefined, one)?.text)).toEqual([])
  }
  const tracked = { craftId: 'a:b', exercise: true, observedAt: at, longitude: 1, latitude: 1, sourceId: FOREIGN }
  expect(bareTexts([optionWords(FOREIGN, true), ...pickedFacts(tracked, Date.parse(at), undefined)])).toEqual([])
  expect(isolateText('MV Example 7')).toBe('MV Example 7')
})

test('the menu that names who is signed in, and who has the watch', () => {
  const session = { name: FOREIGN, role: 'operator', needsLogin: true }
  const current = { watchId: 'w', operator: FOREIGN, note: FOREIGN, alertIds: [], alertsMore: 0, at }
  expect(bareTexts(SessionMenu({ session, watches: { current, former: [] } }))).toEqual([])
})

test('the check finds text that stands bare, and takes what is apart', () => {
  expect(bareTexts(['a', [FOREIGN], ForeignText({ children: FOREIGN }), NoteText({ children: FOREIGN })])).toEqual([
    FOREIGN,
  ])
})

const contextOf = (one: AlertView, given: Partial<PanelContext> = {}): PanelContext => ({
  nowMs: Date.parse(at),
  near: 'asking',
  windows: null,
  checklist: null,
  letters: craftLetters(one),
  pointedCraftId: null,
  onPoint: () => {},
  onCompare: () => {},
  onReport: () => {},
  onTakeBack: () => {},
  ...given,
})

/** All of the panel that depends on the kind of alert. */
const partsOf = (one: AlertView, given: Partial<PanelContext> = {}) => {
  const context = contextOf(one, given)
  const parts = panelParts(one, context)
  return [parts.hero, parts.craft?.content, SummaryTab({ alert: one, parts, context, con })]
}

test('the panel of a mass arrival', () => {
  expect(bareTexts(partsOf(withForeignCraft))).toEqual([])
  const timeline = timelineOf(withForeignCraft, [], contextOf(withForeignCraft))
  expect(bareTexts(TimelineList({ timeline }))).toEqual([])
})

test('an alert that is closed, or has ended', () => {
  const closed = { at, operator: FOREIGN, note: FOREIGN, reason: 'handed-over' as const, handedTo: FOREIGN }
  const ended = { ...alert, status: 'superseded' as const, state: 'closed' as const, supersededBy: FOREIGN, closed }
  expect(bareTexts(Ending({ alert: ended, con }))).toEqual([])
})

test('a source that is silent, and what is amiss with the system', () => {
  const silent = {
    ...alert,
    kind: 'source-silent',
    source: { id: FOREIGN, kind: 'ais' },
    lastHeardAt: at,
    expectedIntervalSeconds: 60,
  }
  const diagnostic = {
    ...alert,
    kind: 'diagnostic',
    cause: 'feeder-quota',
    subject: FOREIGN,
    detail: FOREIGN,
    count: 1,
    firstAt: at,
    lastAt: at,
  }
  for (const other of [silent, diagnostic]) {
    expect(bareTexts(partsOf(other as never))).toEqual([])
  }
})

test('a call for help, and the craft near it', () => {
  const call = aDistressView({ craftId: FOREIGN, text: FOREIGN, heardBy: { id: FOREIGN, kind: 'ais' } })
  const place = { longitude: 173, latitude: -34, observedAt: at }
  const persons = {
    aboard: { min: 1, likely: 1, max: 1 },
    method: 'sighting',
    sourceId: FOREIGN,
    observedAt: at,
  } as const
  const named = {
    craftId: FOREIGN,
    name: FOREIGN,
    ...place,
    sourceId: FOREIGN,
    distanceNm: 1,
    bearingDegrees: 1,
    persons,
  }
  const near = { alertId: 'a', version: 1, place, withinNm: 10, withinMinutes: 60, craft: [named], craftMore: 0 }
  expect(bareTexts(partsOf(call, { near }))).toEqual([])
  const { place: where, certainty } = alertRow(call, Date.parse(at))
  expect(bareTexts([where, certainty, announcementOf(undefined, call)?.text])).toEqual([])
  const { open } = handoverOf([{ ...call, state: 'acknowledged' }], Date.parse(at))
  expect(bareTexts(HandoverItems({ items: open, con }))).toEqual([])
})

test('an inbound group sets apart what it takes from elsewhere: names, ids, sources', () => {
  const one = anInboundCraft({ craftId: FOREIGN, name: FOREIGN, sameAs: [FOREIGN] })
  const two = anInboundCraft({ ...one, approach: anApproach({ state: 'adrift', eta: null, rays: [] }) })
  const link = { a: FOREIGN, aAt: at, b: FOREIGN, bAt: at, distanceNm: 1, minutesApart: 1 }
  const group = anInboundView({ craft: [one, two], links: [link], areaId: FOREIGN })
  expect(bareTexts(partsOf(group))).toEqual([])
  const place = { text: FOREIGN, name: FOREIGN, distanceMetres: 1, direction: null, longitude: 1, latitude: 1 }
  const row = alertRow({ ...group, place }, Date.parse(at))
  expect(bareTexts([row.place, row.people, row.certainty])).toEqual([])
  const { open } = handoverOf([{ ...group, state: 'acknowledged' }], Date.parse(at))
  expect(bareTexts(HandoverItems({ items: open, con }))).toEqual([])
})

test('the handover', () => {
  const { open } = handoverOf([withForeignCraft], Date.parse(at))
  expect(open).toHaveLength(1)
  expect(bareTexts(HandoverItems({ items: open, con }))).toEqual([])
})

test('the history, whose notes are set in from the left', () => {
  const entries = [
    {
      kind: 'action',
      at,
      action: 'note',
      expectedVersion: 1,
      outcome: 'took',
      operator: FOREIGN,
      note: FOREIGN,
      until: null,
    },
    { kind: 'version', at, version: 2, differences: [{ path: 'x', before: FOREIGN, after: FOREIGN }], alert },
  ] as const
  expect(bareTexts(LogList({ entries: entries as never, checklist: null, isRaw: false }))).toEqual([])
  expect(bareTexts(TimelineList({ timeline: timelineOf(alert, entries as never, contextOf(alert)) }))).toEqual([])
})
