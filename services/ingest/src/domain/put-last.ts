/** Keeps the map in the order of the last update; when it is full, the entry that was longest without one is dropped. */
export const putLast = <Value>(map: Map<string, Value>, key: string, value: Value, sizeMax: number): void => {
  map.delete(key)
  map.set(key, value)
  const [oldest] = map.keys()
  if (map.size > sizeMax && oldest !== undefined) map.delete(oldest)
}
