const FIRST_STRONG_ISOLATE = '\u2068'
const POP_ISOLATE = '\u2069'

/**
 * Text that somebody else wrote, for places that take no elements (`<option>`, what a screen reader says, a sentence made in one
 * piece): set apart by characters, as `ForeignText` does by a `<bdi>`. ASCII reorders nothing and stays as it is.
 */
export const isolateText = (text: string): string =>
  /^[\x20-\x7e]*$/.test(text) ? text : `${FIRST_STRONG_ISOLATE}${text}${POP_ISOLATE}`
