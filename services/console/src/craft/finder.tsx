import type { TrackedCraft } from '@landfall/contracts'
import { useState } from 'preact/hooks'
import { isolateText } from '../format/isolate-text.ts'
import type { Console } from '../state/create-console.ts'
import { select } from '../state/select.ts'
import type { State } from '../state/state.ts'
import { findCraft } from './find-craft.ts'

/** What an option of the list says beside the id. */
export const optionWords = (name: string | undefined, exercise: boolean): string =>
  [name && isolateText(name), exercise && 'EXERCISE'].filter(Boolean).join(' ')

type Props = { readonly state: State; readonly con: Console; readonly onFind: (craft: TrackedCraft) => void }

/** Finds a craft by name or id, without a pointer and among thousands. */
export const Finder = ({ state, con, onFind }: Props) => {
  const [text, setText] = useState('')
  const [fault, setFault] = useState('')
  const find = () => findCraft(con.craft.all.values(), text, select.worldFilter(state))
  const send = (event: Event) => {
    event.preventDefault()
    const [best] = find()
    const words = best === undefined ? `No craft is called ${isolateText(text.trim())}.` : ''
    setFault(words)
    if (best === undefined) return con.announce(words)
    onFind(best)
    // Leaves the text field: the next key is a command again, and Tab leads to the buttons of the craft found.
    setTimeout(() => document.getElementById('picked')?.focus())
  }
  return (
    <form class="finder" onSubmit={send}>
      <label>
        Find a craft{' '}
        <input
          id="find-craft"
          list="found-craft"
          placeholder="name or id"
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
      </datalist>
      <button type="submit">Find</button>
      {fault !== '' && <span class="answer bad">{fault}</span>}
    </form>
  )
}
