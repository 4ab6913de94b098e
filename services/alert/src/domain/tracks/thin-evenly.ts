/** At most `countMax` (2 or more) of the items, evenly by their place, always the first and the last. */
export const thinEvenly = <Item>(items: readonly Item[], countMax: number): readonly Item[] => {
  if (items.length <= countMax) return items
  const step = (items.length - 1) / (countMax - 1)
  return Array.from({ length: countMax }, (_, place) => items[Math.round(place * step)] as Item)
}
