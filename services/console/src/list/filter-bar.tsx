import { AlertState } from '@landfall/contracts'
import { SEVERITIES } from '../alert/severity-of.ts'
import { type Filter, WORLD_FILTERS } from '../navigation/route.ts'
import type { Console } from '../state/console.ts'
import { worldFilterOf } from '../state/select.ts'
import type { State } from '../state/state.ts'

type Props = { readonly state: State; readonly con: Console }

export const WORLD_WORDS = { both: 'real + exercise', real: 'real only', exercise: 'exercise only' } as const

/** What is shown of the alerts; all of it stands in the address. */
export const FilterBar = ({ state, con }: Props) => {
  const { filter, showFinished } = state.route
  const set = (part: Partial<Filter>) => con.go({ filter: { ...filter, ...part } })
  return (
    <fieldset class="filter group" aria-label="Filter">
      <Choices
        label="Severity"
        all={SEVERITIES}
        chosen={filter.severities}
        onChange={(severities) => set({ severities })}
      />
      <label>
        <select
          aria-label="Real or exercise"
          value={worldFilterOf(state)}
          onChange={(event) => {
            const world = WORLD_FILTERS.find((one) => one === event.currentTarget.value) ?? 'both'
            con.prefer({ world })
            con.go({ world: null })
          }}
        >
          {WORLD_FILTERS.map((world) => (
            <option key={world} value={world}>
              {WORLD_WORDS[world]}
            </option>
          ))}
        </select>
      </label>
      <Choices label="State" all={AlertState.options} chosen={filter.states} onChange={(states) => set({ states })} />
      <label>
        <input
          type="checkbox"
          checked={showFinished}
          onChange={(event) => con.go({ showFinished: event.currentTarget.checked })}
        />{' '}
        finished
      </label>
      {state.areas.length > 1 && (
        <Choices
          label="Area"
          all={state.areas.map(({ areaId }) => areaId)}
          chosen={filter.areaIds}
          onChange={(areaIds) => set({ areaIds })}
        />
      )}
    </fieldset>
  )
}

type ChoicesProps<Value extends string> = {
  readonly label: string
  readonly all: readonly Value[]
  readonly chosen: readonly Value[]
  readonly onChange: (chosen: readonly Value[]) => void
}

const Choices = <Value extends string>({ label, all, chosen, onChange }: ChoicesProps<Value>) => (
  <fieldset class="choices group" aria-label={label}>
    {all.map((value) => {
      const isChosen = chosen.includes(value)
      const next = isChosen ? chosen.filter((one) => one !== value) : [...chosen, value]
      return (
        <button key={value} type="button" class="choice" aria-pressed={isChosen} onClick={() => onChange(next)}>
          {value}
        </button>
      )
    })}
  </fieldset>
)
