import { ALERT_STATES, type AlertKind, type AlertState, SEVERITIES, type Severity } from '@landfall/contracts'
import { KINDS } from '../alert/kind-words.ts'
import { WORLD_FILTERS, type WorldFilter } from './world-filter.ts'

export const VIEWS = ['watch', 'handover', 'report'] as const
export type View = (typeof VIEWS)[number]

/** The parts of the panel of the chosen alert. */
export const PANEL_TABS = ['summary', 'craft', 'timeline', 'log'] as const
export type PanelTab = (typeof PANEL_TABS)[number]

/** The page’s address: every view and every alert can be linked to. */
export type Route = {
  readonly view: View
  readonly alertId: string | null
  /** Which part of the panel is shown. It stays when another alert is chosen. */
  readonly tab: PanelTab
  /** Key of the craft that a report is about, as `real/mmsi:1`. */
  readonly craft: string | null
  readonly filter: Filter
  /** Also lists alerts that are closed, or ended and acknowledged. */
  readonly showFinished: boolean
  /** Shows only the list, for a second window. */
  readonly listOnly: boolean
  /** For a screen on a wall: nothing to press. */
  readonly kiosk: boolean
  /** Null: the operator’s preference. */
  readonly world: WorldFilter | null
}

/** An empty part lets everything pass. */
export type Filter = {
  readonly severities: readonly Severity[]
  readonly states: readonly AlertState[]
  readonly kinds: readonly AlertKind[]
  readonly areaIds: readonly string[]
}

export const NO_FILTER: Filter = { severities: [], states: [], kinds: [], areaIds: [] }

/** Ignores what it does not know: an old link must still open. */
export const parseRoute = (search: string): Route => {
  const query = new URLSearchParams(search)
  const list = (name: string): readonly string[] => (query.get(name) ?? '').split(',').filter((part) => part !== '')
  return {
    view: VIEWS.find((view) => view === query.get('view')) ?? 'watch',
    alertId: query.get('alert'),
    tab: PANEL_TABS.find((tab) => tab === query.get('tab')) ?? 'summary',
    craft: query.get('craft'),
    filter: {
      severities: SEVERITIES.filter((severity) => list('severity').includes(severity)),
      states: ALERT_STATES.filter((state) => list('state').includes(state)),
      kinds: KINDS.filter((kind) => list('kind').includes(kind)),
      areaIds: list('area'),
    },
    showFinished: query.get('show') === 'finished',
    listOnly: query.get('only') === 'list',
    kiosk: query.get('kiosk') === '1',
    world: WORLD_FILTERS.find((world) => world === query.get('world')) ?? null,
  }
}

/** The search part of the address, `?…` or empty. Defaults are left out. */
export const formatRoute = (route: Route): string => {
  const { view, alertId, tab, craft, filter, showFinished, listOnly, kiosk, world } = route
  const query = new URLSearchParams()
  if (view !== 'watch') query.set('view', view)
  if (alertId !== null) query.set('alert', alertId)
  if (tab !== 'summary') query.set('tab', tab)
  if (craft !== null && view === 'report') query.set('craft', craft)
  if (filter.severities.length > 0) query.set('severity', filter.severities.join(','))
  if (filter.states.length > 0) query.set('state', filter.states.join(','))
  if (filter.kinds.length > 0) query.set('kind', filter.kinds.join(','))
  if (filter.areaIds.length > 0) query.set('area', filter.areaIds.join(','))
  if (showFinished) query.set('show', 'finished')
  if (listOnly) query.set('only', 'list')
  if (kiosk) query.set('kiosk', '1')
  if (world !== null) query.set('world', world)
  const text = query.toString().replaceAll('%2C', ',')
  return text === '' ? '' : `?${text}`
}
