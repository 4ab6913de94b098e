import { DEFAULT_MAP_LAYERS, type MapLayers, readMapLayers } from '../map/layers/map-layers.ts'
import { WORLD_FILTERS, type WorldFilter } from '../navigation/world-filter.ts'

/** What is remembered between visits. Not the sound: it must be switched on, and heard, each time. */
export type Preferences = {
  readonly world: WorldFilter
  readonly singleKeys: boolean
  readonly showMap: boolean
  /** Windows of this browser choose the same alert. */
  readonly together: boolean
  readonly notifications: boolean
  readonly mapLayers: MapLayers
  /** How wide the operator has dragged the panel; null: as wide as the window suggests. */
  readonly panelWidthPx: number | null
  readonly theme: 'system' | 'light' | 'dark' | 'night'
}

export const THEMES: readonly Preferences['theme'][] = ['system', 'light', 'dark', 'night']
const KEY = 'landfall.preferences'
const DEFAULTS: Preferences = {
  world: 'both',
  singleKeys: true,
  showMap: true,
  together: true,
  notifications: false,
  mapLayers: DEFAULT_MAP_LAYERS,
  panelWidthPx: null,
  theme: 'system',
}

export const loadPreferences = (): Preferences => {
  try {
    const stored = JSON.parse(localStorage.getItem(KEY) ?? '{}') as Partial<Preferences>
    return {
      world: WORLD_FILTERS.find((world) => world === stored.world) ?? DEFAULTS.world,
      singleKeys: stored.singleKeys !== false,
      showMap: stored.showMap !== false,
      together: stored.together !== false,
      notifications: stored.notifications === true,
      mapLayers: readMapLayers(stored.mapLayers),
      panelWidthPx: Number.isFinite(stored.panelWidthPx) ? Number(stored.panelWidthPx) : null,
      theme: THEMES.find((theme) => theme === stored.theme) ?? DEFAULTS.theme,
    }
  } catch {
    return DEFAULTS // Storage is disabled, or holds something else.
  }
}

export const savePreferences = (preferences: Preferences): void => {
  try {
    localStorage.setItem(KEY, JSON.stringify(preferences))
  } catch {
    // Storage is disabled: it then holds for this page only.
  }
}
