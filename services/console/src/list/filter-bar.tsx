import { type AlertKind, AlertState } from '@landfall/contracts'
import { KIND_WORDS, KINDS } from '../alert/kind-words.ts'
import { SEVERITIES } from '../alert/severity-of.ts'
import type { Filter } from '../navigation/route.ts'
import { WORLD_FILTER_WORDS, WORLD_FILTERS } from '../navigation/world-filter.ts'
import type { Console } from '../state/create-console.ts'
import { select } from '../state/select.ts'
import type { State } from '../state/state.ts'

type Props = { readonly state: State; readonly con: Console }

/** The filters of the list. All of them are part of the address. */
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
      <WorldChoice state={state} con={con} />
      <Choices label="State" all={AlertState.options} chosen={filter.states} onChange={(states) => set({ states })} />
      <KindChoice chosen={filter.kinds} onChange={(kinds) => set({ kinds })} />
      <label>
        <input
          type="checkbox"
          checked={showFinished}
          onChange={(event) => con.go({ showFinished: event.currentTarget.checked })}
        />{' '}
        Show closed and cancelled
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

const WorldChoice = ({ state, con }: Props) => (
  <label>
    <select
      aria-label="Real or exercise"
      value={select.worldFilter(state)}
      onChange={(event) => {
        const world = WORLD_FILTERS.find((one) => one === event.currentTarget.value) ?? 'both'
        con.prefer({ world })
        con.go({ world: null })
      }}
    >
      {WORLD_FILTERS.map((world) => (
        <option key={world} value={world}>
          {WORLD_FILTER_WORDS[world]}
        </option>
      ))}
    </select>
  </label>
)

type KindProps = { readonly chosen: readonly AlertKind[]; readonly onChange: (kinds: readonly AlertKind[]) => void }

/** One kind or all, in little space; an address can name several. */
const KindChoice = ({ chosen, onChange }: KindProps) => (
  <label>
    <select
      aria-label="Kind"
      value={chosen.join()}
      onChange={(event) => onChange(KINDS.filter((kind) => kind === event.currentTarget.value))}
    >
      <option value="">all kinds</option>
      {chosen.length > 1 && <option value={chosen.join()}>{chosen.map((kind) => KIND_WORDS[kind]).join(', ')}</option>}
      {KINDS.map((kind) => (
        <option key={kind} value={kind}>
          {KIND_WORDS[kind]}
        </option>
      ))}
    </select>
  </label>
)

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
