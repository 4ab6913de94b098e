import type { MapPlace } from '../show-whole.ts'

export type Tool = 'ruler' | 'rings' | 'mark'

/** What the operator measures. Of this window, and gone with it. */
export type ToolState = {
  /** In use: presses on the map go to it. */
  readonly tool: Tool | null
  readonly ruler: { readonly from: MapPlace; readonly to: MapPlace | null } | null
  /** Round a place, or round a craft and with it. */
  readonly rings: { readonly place: MapPlace; readonly craftKey: string | null } | null
  /** The place that is to be marked, while its note is written. */
  readonly mark: MapPlace | null
  readonly spacingNm: number
}

export const RING_SPACINGS_NM = [1, 2, 5, 10, 12, 24, 50, 100] as const
export const NO_TOOLS: ToolState = { tool: null, ruler: null, rings: null, mark: null, spacingNm: 10 }

/** Takes up a tool, or puts it away with what it has drawn. */
export const switchTool = (state: ToolState, tool: Tool): ToolState =>
  state.tool === tool || (tool !== 'ruler' && state[tool] !== null && state.tool === null)
    ? { ...state, tool: null, [tool]: null }
    : { ...state, tool }

/**
 * A press on the map with the tool in use: the ruler’s first end, then its second, then the first of another; for the rings their
 * centre, after which presses are for the map again; so for a mark its place.
 */
export const pressTool = (state: ToolState, place: MapPlace, craftKey: string | null): ToolState => {
  switch (state.tool) {
    case 'ruler': {
      const { ruler } = state
      return {
        ...state,
        ruler: ruler === null || ruler.to !== null ? { from: place, to: null } : { ...ruler, to: place },
      }
    }
    case 'rings':
      return { ...state, tool: null, rings: { place, craftKey } }
    case 'mark':
      return { ...state, tool: null, mark: place }
    case null:
      return state
    default:
      return state.tool satisfies never
  }
}
