/**
 * The fields of one line of CSV (RFC 4180), or undefined when a quote is not closed: a field over several lines is not
 * read. A quote in the middle of a field that does not begin with one stands for itself.
 */
export const csvFields = (line: string): readonly string[] | undefined => {
  if (!line.includes('"')) return line.split(',')
  const fields: string[] = []
  let at = 0
  for (;;) {
    if (line[at] === '"') {
      const end = closingQuote(line, at + 1)
      if (end === -1) return undefined
      const next = line.indexOf(',', end)
      // What stands between the quote and the comma is kept, so that it is refused and not lost.
      fields.push(line.slice(at + 1, end).replaceAll('""', '"') + line.slice(end + 1, next === -1 ? undefined : next))
      at = next
    } else {
      const next = line.indexOf(',', at)
      fields.push(line.slice(at, next === -1 ? undefined : next))
      at = next
    }
    if (at === -1) return fields
    at += 1
  }
}

const closingQuote = (line: string, from: number): number => {
  for (let at = line.indexOf('"', from); at !== -1; at = line.indexOf('"', at + 2)) {
    if (line[at + 1] !== '"') return at
  }
  return -1
}
