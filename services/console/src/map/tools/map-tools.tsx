import type { ComponentChildren } from 'preact'
import { Icon, type IconName } from '../../alert/icon.tsx'
import type { SeaMap } from '../open-map.ts'
import { RING_SPACINGS_NM, switchTool, type ToolState } from './press-tool.ts'

type Props = {
  readonly map: SeaMap
  readonly tools: ToolState
  readonly onTools: (tools: ToolState) => void
  readonly onFit: () => void
  /** Marks are for operators. */
  readonly canMark: boolean
  readonly following: boolean
  readonly onFollow: (following: boolean) => void
  /** The button of the layers. */
  readonly layers: ComponentChildren
}

/** What can be done to the map, in three groups: zoom, view, measure. */
export const MapTools = ({ map, tools, onTools, onFit, canMark, following, onFollow, layers }: Props) => (
  <div class="map-tools" role="toolbar" aria-label="Map tools" aria-orientation="vertical">
    <div class="tool-group">
      <ToolButton icon="plus" label="Zoom in" onPress={() => map.zoomBy(1)} />
      <ToolButton icon="minus" label="Zoom out" onPress={() => map.zoomBy(-1)} />
    </div>
    <div class="tool-group">
      <ToolButton icon="home" label="Home: the whole area" onPress={map.home} />
      <ToolButton icon="fit" label="Fit all open alerts" onPress={onFit} />
      <ToolButton
        icon="follow"
        label="Follow the chosen alert or craft"
        pressed={following}
        onPress={() => onFollow(!following)}
      />
    </div>
    <div class="tool-group">
      {layers}
      <ToolButton
        icon="ruler"
        label="Ruler: press two places"
        pressed={tools.tool === 'ruler'}
        onPress={() => onTools(switchTool(tools, 'ruler'))}
      />
      <ToolButton
        icon="ring"
        label="Range rings: press a place or a craft"
        pressed={tools.tool === 'rings' || tools.rings !== null}
        onPress={() => onTools(switchTool(tools, 'rings'))}
      />
      {canMark && (
        <ToolButton
          icon="mark"
          label="Mark: press a place, and write a note for all operators"
          pressed={tools.tool === 'mark' || tools.mark !== null}
          onPress={() => onTools(switchTool(tools, 'mark'))}
        />
      )}
    </div>
    {(tools.tool !== null || tools.rings !== null) && <ToolHint tools={tools} onTools={onTools} />}
  </div>
)

type ButtonProps = {
  readonly icon: IconName
  readonly label: string
  /** Of a button that stays in. */
  readonly pressed?: boolean
  /** Of a button that opens something below it. */
  readonly expanded?: boolean
  readonly onPress: () => void
}

export const ToolButton = ({ icon, label, pressed, expanded, onPress }: ButtonProps) => (
  <button
    type="button"
    class="tool"
    title={label}
    aria-label={label}
    aria-pressed={pressed}
    aria-expanded={expanded}
    onClick={onPress}
  >
    <Icon name={icon} />
  </button>
)

const ToolHint = ({ tools, onTools }: Pick<Props, 'tools' | 'onTools'>) => (
  <div class="tool-hint">
    {tools.tool !== null && <span>{hintOf(tools)}</span>}
    {(tools.tool === 'rings' || tools.rings !== null) && (
      <label>
        Rings every{' '}
        <select
          value={tools.spacingNm}
          onChange={(event) => onTools({ ...tools, spacingNm: Number(event.currentTarget.value) })}
        >
          {RING_SPACINGS_NM.map((spacing) => (
            <option key={spacing} value={spacing}>
              {spacing} nm
            </option>
          ))}
        </select>
      </label>
    )}
  </div>
)

const hintOf = ({ tool, ruler }: ToolState): string => {
  if (tool === 'rings') return 'Press a place or a craft'
  if (tool === 'mark') return 'Press the place to mark'
  return ruler !== null && ruler.to === null ? 'Press where it ends' : 'Press where it begins'
}
