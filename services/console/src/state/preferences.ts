import { WORLD_FILTERS, type WorldFilter } from '../navigation/route.ts'

/** What an operator chose and finds again. The sound is not among them: it must be switched on, seen and heard, each time. */
export type Preferences = {
  readonly world: WorldFilter
  readonly singleKeys: boolean
  readonly showMap: boolean
  readonly notifications: boolean
  readonly theme: 'system' | 'light' | 'dark'
}

export const THEMES: readonly Preferences['theme'][] = ['system', 'light', 'dark']
const KEY = 'landfall.preferences'
const DEFAULTS: Preferences = { world: 'both', singleKeys: true, showMap: true, notifications: false, theme: 'system' }

export const loadPreferences = (): Preferences => {
  try {
    const kept = JSON.parse(localStorage.getItem(KEY) ?? '{}') as Partial<Preferences>
    return {
      world: WORLD_FILTERS.find((world) => world === kept.world) ?? DEFAULTS.world,
      singleKeys: kept.singleKeys !== false,
      showMap: kept.showMap !== false,
      notifications: kept.notifications === true,
      theme: THEMES.find((theme) => theme === kept.theme) ?? DEFAULTS.theme,
    }
  } catch {
    return DEFAULTS // Storage is forbidden, or holds what is not ours.
  }
}

export const savePreferences = (preferences: Preferences): void => {
  try {
    localStorage.setItem(KEY, JSON.stringify(preferences))
  } catch {
    // Then it holds for this page only.
  }
}
