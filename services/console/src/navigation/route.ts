import { AlertState, Severity } from '@landfall/contracts'

export type View = 'watch' | 'handover' | 'report'
export type WorldFilter = 'both' | 'real' | 'exercise'

/** Where one is, whole: it is the page's address, so that every view and every alert can be linked to. */
export type Route = {
  readonly view: View
  readonly alertId: string | null
  /** Whom a report is about, as `real/mmsi:1`. */
  readonly craft: string | null
  readonly filter: Filter
  /** Also the closed and the ended ones that nobody need look at any more. */
  readonly showFinished: boolean
  /** Only the list, for a second window. */
  readonly listOnly: boolean
  /** A screen on a wall: nothing to press. */
  readonly kiosk: boolean
  /** Null: as the operator chose last. */
  readonly world: WorldFilter | null
}

/** Empty parts let everything pass. */
export type Filter = {
  readonly severities: readonly Severity[]
  readonly states: readonly AlertState[]
  readonly areaIds: readonly string[]
}

const VIEWS: readonly View[] = ['watch', 'handover', 'report']
export const WORLD_FILTERS: readonly WorldFilter[] = ['both', 'real', 'exercise']
export const NO_FILTER: Filter = { severities: [], states: [], areaIds: [] }

/** What it does not know it passes over: an old link must still open. */
export const parseRoute = (search: string): Route => {
  const query = new URLSearchParams(search)
  const list = (name: string): readonly string[] => (query.get(name) ?? '').split(',').filter((part) => part !== '')
  return {
    view: VIEWS.find((view) => view === query.get('view')) ?? 'watch',
    alertId: query.get('alert'),
    craft: query.get('craft'),
    filter: {
      severities: Severity.options.filter((severity) => list('severity').includes(severity)),
      states: AlertState.options.filter((state) => list('state').includes(state)),
      areaIds: list('area'),
    },
    showFinished: query.get('show') === 'finished',
    listOnly: query.get('only') === 'list',
    kiosk: query.get('kiosk') === '1',
    world: WORLD_FILTERS.find((world) => world === query.get('world')) ?? null,
  }
}

/** The search part of the address, `?…` or empty; parts as they are by default are left out. */
export const formatRoute = ({ view, alertId, craft, filter, showFinished, listOnly, kiosk, world }: Route): string => {
  const query = new URLSearchParams()
  if (view !== 'watch') query.set('view', view)
  if (alertId !== null) query.set('alert', alertId)
  if (craft !== null && view === 'report') query.set('craft', craft)
  if (filter.severities.length > 0) query.set('severity', filter.severities.join(','))
  if (filter.states.length > 0) query.set('state', filter.states.join(','))
  if (filter.areaIds.length > 0) query.set('area', filter.areaIds.join(','))
  if (showFinished) query.set('show', 'finished')
  if (listOnly) query.set('only', 'list')
  if (kiosk) query.set('kiosk', '1')
  if (world !== null) query.set('world', world)
  const text = query.toString().replaceAll('%2C', ',')
  return text === '' ? '' : `?${text}`
}
