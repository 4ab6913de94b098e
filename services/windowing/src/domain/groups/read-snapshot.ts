import type { ArrivalsSnapshot } from '@landfall/contracts'

/** One record of the arrivals topic, which only the arrivals stage writes; undefined where it is not a snapshot. */
export const readSnapshot = (text: string | null): ArrivalsSnapshot | undefined => {
  try {
    const json = JSON.parse(text ?? 'null') as Partial<ArrivalsSnapshot> | null
    return json?.type === 'arrivals' && Array.isArray(json.visits) && typeof json.reflects?.offset === 'number'
      ? (json as ArrivalsSnapshot)
      : undefined
  } catch {
    return undefined
  }
}
