import type { AlertView } from '@landfall/contracts'
import { isolateText } from '../../format/isolate-text.ts'
import type { Console } from '../../state/create-console.ts'
import type { State } from '../../state/state.ts'
import type { ViewStore } from '../view/create-view-store.ts'
import { useScreenView } from '../view/use-screen-view.ts'
import { placeLetters } from './place-letters.ts'

type Props = {
  readonly views: ViewStore
  readonly alert: AlertView | undefined
  readonly state: State
  readonly con: Console
}

/** The letters of the chosen alert’s craft. Whoever points at one sees it in the table too; the keyboard has the table. */
export const CraftLetterButtons = ({ views, alert, state: { pointedCraftId }, con }: Props) => {
  const view = useScreenView(views)
  if (view === null) return null
  return (
    <>
      {placeLetters(alert, view).map(({ craft, x, y }) => {
        const pointed = craft.find(({ craftId }) => craftId === pointedCraftId)
        const shown = pointed ?? craft[0]
        if (shown === undefined) return null
        const names = craft.map(({ letter, craftId }) => `${letter} ${isolateText(craftId)}`).join(', ')
        return (
          <button
            key={craft[0]?.craftId}
            type="button"
            tabIndex={-1}
            class={`craft-letter${pointed === undefined ? '' : ' pointed'}`}
            style={{ transform: `translate(${Math.round(x)}px, ${Math.round(y)}px)` }}
            title={names}
            onMouseEnter={() => con.pointAtCraft(shown.craftId)}
            onMouseLeave={() => con.pointAtCraft(null)}
            onClick={() => con.pointAtCraft(shown.craftId)}
          >
            {shown.letter}
            {craft.length > 1 && <span class="more">+{craft.length - 1}</span>}
            <span class="out-of-sight"> craft {names}</span>
          </button>
        )
      })}
    </>
  )
}
