/**
 * Whether two values are the same as JSON, the order of their fields aside. What is the very same object is not looked into: of
 * 500 craft in an alert one has changed.
 */
export const isDeepEqual = (a: unknown, b: unknown): boolean => {
  if (a === b) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  if (Array.isArray(a)) {
    return Array.isArray(b) && a.length === b.length && a.every((item, at) => isDeepEqual(item, b[at]))
  }
  const [fieldsOfA, fieldsOfB] = [Object.keys(a), Object.keys(b)]
  return (
    fieldsOfA.length === fieldsOfB.length &&
    fieldsOfA.every((name) => name in b && isDeepEqual(a[name as keyof typeof a], b[name as keyof typeof b]))
  )
}
