/** While a pointer is over the list no row moves under it: shown rows stay in place, and new ones come below. */
export const frozenOrder = (shown: readonly string[], wanted: readonly string[]): readonly string[] => {
  const still = new Set(wanted)
  const before = new Set(shown)
  return [...shown.filter((id) => still.has(id)), ...wanted.filter((id) => !before.has(id))]
}

export const sameOrder = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((id, i) => id === b[i])
