import type { AlertView } from '@landfall/contracts'
import type { ViewStore } from '../view/create-view-store.ts'
import { useScreenView } from '../view/use-screen-view.ts'
import { placeLetters } from './place-letters.ts'

type Props = {
  readonly views: ViewStore
  readonly alert: AlertView | undefined
  readonly pointedCraftId: string | null
}

/** The letters of the chosen alert’s craft. The map says when the pointer meets one; for the keyboard the table has them. */
export const MapLetters = ({ views, alert, pointedCraftId }: Props) => {
  const view = useScreenView(views)
  if (view === null) return null
  return (
    <div aria-hidden="true">
      {placeLetters(alert, view).map(({ craft, x, y }) => {
        const pointed = craft.find(({ craftId }) => craftId === pointedCraftId)
        return (
          <span
            key={craft[0]?.craftId}
            class={`craft-letter${pointed === undefined ? '' : ' pointed'}`}
            style={{ transform: `translate(${Math.round(x)}px, ${Math.round(y)}px)` }}
          >
            {(pointed ?? craft[0])?.letter}
            {craft.length > 1 && <span class="more">+{craft.length - 1}</span>}
          </span>
        )
      })}
    </div>
  )
}
