import type { TrackedCraft } from '@landfall/contracts'
import { useState } from 'preact/hooks'
import { Icon } from '../alert/icon.tsx'
import { formatPosition } from '../format/format-position.ts'
import { isolateText } from '../format/isolate-text.ts'
import type { NamedPlace } from '../map/labels/place-labels.ts'
import { shortcutOf } from '../navigation/keys.ts'
import type { Console } from '../state/create-console.ts'
import { select } from '../state/select.ts'
import type { State } from '../state/state.ts'
import { findCraft } from './find-craft.ts'
import { findPlace } from './find-place.ts'

/** What an option of the list says beside the id. */
export const optionWords = (name: string | undefined, exercise: boolean): string =>
  [name && isolateText(name), exercise && 'EXERCISE'].filter(Boolean).join(' ')

type Props = {
  readonly state: State
  readonly con: Console
  readonly onFind: (craft: TrackedCraft) => void
  readonly onFindPlace: (place: NamedPlace) => void
}

/** Finds a craft by name or id, without a pointer and among thousands; or else a place by its name. */
export const Finder = ({ state, con, onFind, onFindPlace }: Props) => {
  const [text, setText] = useState('')
  const [fault, setFault] = useState('')
  const find = () => findCraft(con.craft.all.values(), text, select.worldFilter(state))
  const findPlaces = () => findPlace(state.gazetteer?.places ?? [], text)
  const send = (event: Event) => {
    event.preventDefault()
    const [best] = find()
    const [place] = best === undefined ? findPlaces() : []
    const isNothing = best === undefined && place === undefined
    const words = isNothing ? `No craft or place is called ${isolateText(text.trim())}.` : ''
    setFault(words)
    if (isNothing) con.announce(words)
    if (place !== undefined) {
      onFindPlace(place)
      con.announce(isolateText(place.name))
    }
    if (best === undefined) return
    onFind(best)
    // Leaves the text field: the next key is a command again, and Tab leads to the buttons of the craft found.
    setTimeout(() => document.getElementById('picked')?.focus())
  }
  return (
    <form class="finder" onSubmit={send}>
      <label>
        <Icon name="find" small />
        <span class="out-of-sight">Find a craft or a place</span>
        <input
          id="find-craft"
          list="found-craft"
          aria-keyshortcuts={shortcutOf('find', state.preferences.singleKeys)}
          placeholder="Find a craft or a place"
          required
          value={text}
          onInput={(event) => {
            setText(event.currentTarget.value)
            setFault('')
          }}
        />
      </label>
      <datalist id="found-craft">
        {find().map(({ craftId, name, exercise }) => (
          <option key={`${exercise} ${craftId}`} value={craftId}>
            {optionWords(name, exercise)}
          </option>
        ))}
        {findPlaces().map(({ name, longitude, latitude }) => (
          <option key={`${name} ${longitude}`} value={name}>
            {formatPosition(longitude, latitude, 0)}
          </option>
        ))}
      </datalist>
      <button type="submit">Find</button>
      {fault !== '' && <span class="answer bad">{fault}</span>}
    </form>
  )
}
