import type { JSX, RefObject } from 'preact'
import type { Console } from '../../state/create-console.ts'
import type { State } from '../../state/state.ts'

/** Of the list as cards and as lines. */
export type ListProps = {
  readonly state: State
  readonly con: Console
  readonly scroller: RefObject<HTMLElement>
  /** What keeps the rows where they are, while a pointer or the keyboard is on them. */
  readonly hold: Pick<
    JSX.HTMLAttributes<HTMLUListElement>,
    'onPointerMove' | 'onPointerLeave' | 'onKeyDown' | 'onFocusCapture'
  >
}
