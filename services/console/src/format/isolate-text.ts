const FIRST_STRONG_ISOLATE = '\u2068'
const POP_ISOLATE = '\u2069'

/**
 * Text that somebody else wrote, for places that take no elements (`<option>`, what a screen reader says, a sentence made in one
 * piece): set apart by characters, as `ForeignText` does by a `<bdi>`. ASCII and Latin letters, as of Whangārei, reorder nothing and stay as
 * they are.
 */
export const isolateText = (text: string): string =>
  /^[\x20-\x7e\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f]*$/.test(text)
    ? text
    : `${FIRST_STRONG_ISOLATE}${text}${POP_ISOLATE}`
