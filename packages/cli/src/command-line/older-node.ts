// What Node 20 lacks of the language, for the built package: from the repository the command runs on Node 24.

type Resolvers<T> = ReturnType<typeof Promise.withResolvers<T>>

Promise.withResolvers ??= <T>(): Resolvers<T> => {
  let settle: Pick<Resolvers<T>, 'resolve' | 'reject'> | undefined
  const promise = new Promise<T>((resolve, reject) => {
    settle = { resolve: resolve as Resolvers<T>['resolve'], reject }
  })
  return { promise, ...(settle as Pick<Resolvers<T>, 'resolve' | 'reject'>) }
}

Array.fromAsync ??= (async (items: AsyncIterable<unknown>) => {
  const found: unknown[] = []
  for await (const item of items) found.push(item)
  return found
}) as typeof Array.fromAsync

Map.groupBy ??= <K, T>(items: Iterable<T>, keyOf: (item: T, index: number) => K): Map<K, T[]> => {
  const groups = new Map<K, T[]>()
  let index = 0
  for (const item of items) {
    const key = keyOf(item, index++)
    groups.set(key, [...(groups.get(key) ?? []), item])
  }
  return groups
}
