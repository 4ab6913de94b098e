import type { Difference } from '@landfall/contracts'

const DIFFERENCES_MAX = 500
type Json = Readonly<Record<string, unknown>>

/** The differences of two JSON values, leaf by leaf. Craft are paired by id and arrival; other lists are compared as a whole. */
export const diffJson = (before: unknown, after: unknown): readonly Difference[] => {
  const found: Difference[] = []
  collect('', before, after, found)
  return found
}

const collect = (path: string, before: unknown, after: unknown, found: Difference[]): void => {
  if (found.length >= DIFFERENCES_MAX || JSON.stringify(before) === JSON.stringify(after)) return
  const left = asMembers(before)
  const right = asMembers(after)
  if (left === null || right === null) {
    found.push({ path, ...(before !== undefined && { before }), ...(after !== undefined && { after }) })
    return
  }
  for (const key of new Set([...Object.keys(left), ...Object.keys(right)])) {
    collect(path === '' ? key : `${path}.${key}`, left[key], right[key], found)
  }
}

/** The members of an object, or of a list of craft, keyed by craft and arrival; null for anything else. */
const asMembers = (value: unknown): Json | null => {
  if (typeof value !== 'object' || value === null) return null
  if (!Array.isArray(value)) return value as Json
  const names = value.map(nameOf)
  return value.length > 0 && names.every((name) => name !== null)
    ? Object.fromEntries(names.map((name, index) => [name, value[index]]))
    : null
}

const nameOf = (item: unknown): string | null => {
  const { craftId, arrivedAt } = (item ?? {}) as { readonly craftId?: unknown; readonly arrivedAt?: unknown }
  return typeof craftId === 'string' ? `${craftId}@${String(arrivedAt)}` : null
}
