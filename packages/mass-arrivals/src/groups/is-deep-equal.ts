/**
 * Whether two values are the same as JSON, the order of their fields aside. Identical objects are not compared further: of 500 craft
 * in an alert one has changed. Not `isDeepStrictEqual`: to that −0, which a feeder may send, is not 0, and an alert would
 * get a new version with the same text.
 */
export const isDeepEqual = (a: unknown, b: unknown): boolean => {
  if (a === b) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((item, index) => isDeepEqual(item, b[index]))
  }
  if (Array.isArray(a) || Array.isArray(b)) return false
  const [fieldsOfA, fieldsOfB] = [Object.keys(a), Object.keys(b)]
  return (
    fieldsOfA.length === fieldsOfB.length &&
    fieldsOfA.every((name) => name in b && isDeepEqual(a[name as keyof typeof a], b[name as keyof typeof b]))
  )
}
