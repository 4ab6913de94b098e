import type { Console } from '../state/create-console.ts'

export const SEARCH_ID = 'search-alerts'

/** Focuses the search of the list, in the watch view. */
export const goToSearch = (con: Console): void => {
  const focus = () => {
    const field = document.getElementById(SEARCH_ID)
    if (field instanceof HTMLInputElement) field.select()
    field?.focus()
  }
  if (con.store.get().route.view !== 'watch') con.go({ view: 'watch' })
  focus()
  queueMicrotask(focus) // If it has to be rendered first: after that, and before the next key, which is text.
}

export const isSearching = (): boolean => document.activeElement?.id === SEARCH_ID
