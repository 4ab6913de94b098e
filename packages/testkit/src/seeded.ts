/** The same numbers in [0, 1) for the same seed, on every machine (mulberry32). A seed makes a failure repeatable. */
export const seeded = (seed: number): (() => number) => {
  let state = seed | 0
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** The list in another order (Fisher–Yates); the list itself stays as it is. */
export const shuffled = <Item>(list: readonly Item[], random: () => number): Item[] => {
  const items = [...list]
  for (let last = items.length - 1; last > 0; last -= 1) {
    const other = Math.floor(random() * (last + 1))
    const kept = items[last] as Item
    items[last] = items[other] as Item
    items[other] = kept
  }
  return items
}
