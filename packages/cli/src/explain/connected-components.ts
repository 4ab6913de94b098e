/** Items that are linked directly or by way of others, in the order of the first of each. */
export const connectedComponents = <Item>(
  items: readonly Item[],
  areLinked: (a: Item, b: Item) => boolean,
): readonly (readonly Item[])[] => {
  let left = [...items]
  const found: Item[][] = []
  while (left.length > 0) {
    const component = left.splice(0, 1)
    // Grows while it is iterated.
    for (const member of component) {
      component.push(...left.filter((other) => areLinked(member, other)))
      left = left.filter((other) => !component.includes(other))
    }
    found.push(component)
  }
  return found
}
