/**
 * The fields of one line of CSV (RFC 4180), which `delimiter` (one character) separates; undefined when a quote is not closed: the
 * field goes on in the next line. A quote inside a field that does not begin with one is an ordinary character.
 */
export const csvFields = (line: string, delimiter = ','): readonly string[] | undefined => {
  if (!line.includes('"')) return line.split(delimiter)
  const fields: string[] = []
  let index = 0
  for (;;) {
    if (line[index] === '"') {
      const end = closingQuote(line, index + 1)
      if (end === -1) return undefined
      const next = line.indexOf(delimiter, end)
      // Text between the closing quote and the delimiter is kept, so that it is refused and not lost.
      fields.push(
        line.slice(index + 1, end).replaceAll('""', '"') + line.slice(end + 1, next === -1 ? undefined : next),
      )
      index = next
    } else {
      const next = line.indexOf(delimiter, index)
      fields.push(line.slice(index, next === -1 ? undefined : next))
      index = next
    }
    if (index === -1) return fields
    index += 1
  }
}

const closingQuote = (line: string, from: number): number => {
  for (let index = line.indexOf('"', from); index !== -1; index = line.indexOf('"', index + 2)) {
    if (line[index + 1] !== '"') return index
  }
  return -1
}
