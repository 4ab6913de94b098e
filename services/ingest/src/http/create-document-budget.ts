import { busy } from './refused.ts'

export type DocumentReservation = { readonly grow: (bytes: number) => void; readonly release: () => void }
export type DocumentBudget = () => DocumentReservation

/** Limits the bytes of all bodies that must be held whole. `grow` throws Refused (busy) beyond the limit. */
export const createDocumentBudget = (bytesMax: number): DocumentBudget => {
  let used = 0
  return () => {
    let mine = 0
    return {
      grow: (bytes) => {
        if (used + bytes > bytesMax) throw busy('too many large bodies are being read')
        used += bytes
        mine += bytes
      },
      release: () => {
        used -= mine
        mine = 0
      },
    }
  }
}
