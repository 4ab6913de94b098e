import { escapeHidden } from './escape-hidden.ts'

/** Printable ASCII without an escape: almost every record, and then there is nothing to look for. */
const MAY_HIDE = /[^\x20-\x7e]|\\/

/**
 * JSON with each of its texts shown as what it is (`escapeHidden`), for records from before such text was refused. The same
 * string where nothing is hidden, so that what is unsuspicious is passed on byte by byte; as it is where it is no JSON.
 */
export const escapeHiddenJson = (json: string): string => {
  if (!MAY_HIDE.test(json)) return json
  let found = false
  const show = (value: unknown): unknown => {
    if (typeof value !== 'string') return value
    const shown = escapeHidden(value)
    found ||= shown !== value
    return shown
  }
  try {
    const parsed: unknown = JSON.parse(json, (_key, value: unknown) => show(value))
    return found ? JSON.stringify(parsed) : json
  } catch {
    return json
  }
}
