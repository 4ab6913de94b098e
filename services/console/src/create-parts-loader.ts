import type { Parts } from './parts.ts'

/** `fault`: why they could not be fetched. */
export type PartsKnown = { readonly parts: Parts | null; readonly fault: string | null }

/** How long the list has the line to itself, if no alerts come. */
const LIST_FIRST_MS = 1_000

/** Fetches what the first row of the list does not need: when asked to, or after a while. */
export const createPartsLoader = (onChange: () => void) => {
  let known: PartsKnown = { parts: null, fault: null }
  let isAsked = false
  const load = (): void => {
    if (isAsked) return
    isAsked = true
    void import('./parts.ts')
      .then(
        ({ parts }) => {
          known = { parts, fault: null }
        },
        (error: unknown) => {
          known = { parts: null, fault: String(error) }
        },
      )
      .then(onChange)
  }
  setTimeout(load, LIST_FIRST_MS)
  return { get: (): PartsKnown => known, load }
}
