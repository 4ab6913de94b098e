/** The word that was probably meant; undefined when none is near enough. */
export const nearestWord = (given: string, words: readonly string[]): string | undefined => {
  const tolerance = given.length <= 3 ? 1 : given.length <= 6 ? 2 : 3
  const near = words
    .map((word) => ({ word, edits: word.startsWith(given) && given.length > 1 ? 1 : editsBetween(given, word) }))
    .filter(({ edits }) => edits <= tolerance)
    .toSorted((a, b) => a.edits - b.edits)
  return near[0]?.word
}

/** The number of letters added, dropped or changed, and of neighbours swapped (optimal string alignment distance). */
export const editsBetween = (a: string, b: string): number => {
  let beforeLast: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const change = (last[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)
      let edits = Math.min((row[j - 1] ?? 0) + 1, (last[j] ?? 0) + 1, change)
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
      if (swapped) edits = Math.min(edits, (beforeLast[j - 2] ?? 0) + 1)
      row.push(edits)
    }
    beforeLast = last
    last = row
  }
  return last[b.length] ?? 0
}
