import { isolateText } from '../../format/isolate-text.ts'

const SCHEMES: Readonly<Record<string, string>> = { mmsi: 'MMSI', track: 'track', sighting: 'sighting' }

/** A craft in a sentence: `MMSI 512000123`, `track radar3-8841`; of another scheme its whole id. */
export const craftTitle = (craftId: string): string => {
  const at = craftId.indexOf(':')
  const scheme = SCHEMES[craftId.slice(0, at)]
  return scheme === undefined ? isolateText(craftId) : `${scheme} ${isolateText(craftId.slice(at + 1))}`
}
