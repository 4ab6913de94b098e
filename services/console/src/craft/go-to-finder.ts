import type { Console } from '../state/create-console.ts'

/** Focuses the finder. If it is not on the screen, the map is shown with it. */
export const goToFinder = (con: Console): void => {
  const focus = () => document.getElementById('find-craft')?.focus()
  con.prefer({ showMap: true })
  con.go({ view: 'watch', listOnly: false })
  focus()
  queueMicrotask(focus) // If it has to be rendered first: after that, and before the next key, which is text.
}
