import { ALERT_STATES, type AlertKind } from '@landfall/contracts'
import { useState } from 'preact/hooks'
import { Icon } from '../alert/icon.tsx'
import { KIND_WORDS, KINDS } from '../alert/kind-words.ts'
import { SEVERITIES } from '../alert/severity-of.ts'
import { Segments } from '../controls/segments.tsx'
import { Switch } from '../controls/switch.tsx'
import type { Filter } from '../navigation/route.ts'
import type { WorldFilter } from '../navigation/world-filter.ts'
import type { Console } from '../state/create-console.ts'
import { select } from '../state/select.ts'
import type { State } from '../state/state.ts'
import { isFiltering } from './order/shown-alerts.ts'

type Props = { readonly state: State; readonly con: Console }

const WORLDS: readonly { readonly value: WorldFilter; readonly text: string }[] = [
  { value: 'both', text: 'All' },
  { value: 'real', text: 'Real' },
  { value: 'exercise', text: 'Exercise' },
]

/** The filters of the list. All of them are part of the address. */
export const FilterBar = ({ state, con }: Props) => {
  const { filter, showFinished } = state.route
  const [isOpen, setOpen] = useState(isFiltering(filter))
  return (
    <>
      <div class="filter-bar">
        <Segments
          label="Real or exercise"
          options={WORLDS}
          value={select.worldFilter(state)}
          onChange={(world) => {
            con.prefer({ world })
            con.go({ world: null })
          }}
        />
        <button
          type="button"
          class="quiet square"
          aria-label="Filter"
          title="Filter"
          aria-expanded={isOpen}
          onClick={() => setOpen(!isOpen)}
        >
          <Icon name="more" small />
        </button>
        <Switch
          title="Show closed and cancelled"
          checked={showFinished}
          onChange={(checked) => con.go({ showFinished: checked })}
        >
          <span class="long">Show </span>closed<span class="longer"> and cancelled</span>
        </Switch>
      </div>
      {isOpen && <MoreFilters state={state} con={con} />}
    </>
  )
}

const MoreFilters = ({ state, con }: Props) => {
  const { filter } = state.route
  const set = (part: Partial<Filter>) => con.go({ filter: { ...filter, ...part } })
  return (
    <fieldset class="filter group" aria-label="Filter">
      <Choices
        label="Severity"
        all={SEVERITIES}
        chosen={filter.severities}
        onChange={(severities) => set({ severities })}
      />
      <Choices label="State" all={ALERT_STATES} chosen={filter.states} onChange={(states) => set({ states })} />
      <KindChoice chosen={filter.kinds} onChange={(kinds) => set({ kinds })} />
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

/** Any of a few: none chosen lets all pass. */
const Choices = <Value extends string>({ label, all, chosen, onChange }: ChoicesProps<Value>) => (
  <fieldset class="segments group" aria-label={label}>
    {all.map((value) => {
      const isChosen = chosen.includes(value)
      const next = isChosen ? chosen.filter((one) => one !== value) : [...chosen, value]
      return (
        <button key={value} type="button" aria-pressed={isChosen} onClick={() => onChange(next)}>
          {value}
        </button>
      )
    })}
  </fieldset>
)
