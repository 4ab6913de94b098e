import { useState } from 'preact/hooks'
import { ToolButton } from '../tools/map-tools.tsx'
import { MAP_LAYERS, type MapLayer, type MapLayers } from './map-layers.ts'

type Props = {
  readonly layers: MapLayers
  readonly onLayers: (layers: MapLayers) => void
  /** Whose the place names are. */
  readonly attribution: string | null
}

/** The button of the layers, and while it is in, what can be shown. */
export const LayersButton = ({ layers, onLayers, attribution }: Props) => {
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <ToolButton icon="layers" label="Layers" expanded={isOpen} onPress={() => setOpen(!isOpen)} />
      {isOpen && (
        <fieldset
          class="layers-menu"
          onKeyDown={(event) => {
            if (event.key === 'Escape') setOpen(false)
          }}
        >
          <legend>Layers</legend>
          {(Object.keys(MAP_LAYERS) as readonly MapLayer[]).map((layer) => (
            <label key={layer}>
              <input
                type="checkbox"
                checked={layers[layer]}
                onChange={(event) => onLayers({ ...layers, [layer]: event.currentTarget.checked })}
              />{' '}
              {MAP_LAYERS[layer]}
            </label>
          ))}
          {attribution !== null && <p class="about">{attribution}</p>}
        </fieldset>
      )}
    </>
  )
}
