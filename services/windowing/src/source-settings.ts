import { SourceId, type SourceInterval, type SourcePolicy } from '@landfall/contracts'
import { z } from 'zod'

const INTERVAL_SECONDS_MAX = 7 * 86_400
/** Each tick in the log carries them all. */
const INTERVALS_MAX = 1_000

/** `radar-3=60,nmea-udp=off`: how often these sources are active, in seconds; the interval of the others is learned, or they are not watched. */
const intervals = z.string().transform((text, context): readonly SourceInterval[] => {
  const fault = (item: string, what: string): readonly SourceInterval[] => {
    context.issues.push({ code: 'custom', input: item, message: `${JSON.stringify(item)}: ${what}` })
    return []
  }
  const items = text.split(',').map((item) => item.trim())
  if (items.length > INTERVALS_MAX) return fault(`${items.length} sources`, `must be at most ${INTERVALS_MAX}`)
  return items
    .filter((item) => item !== '')
    .flatMap((item) => {
      const index = item.lastIndexOf('=')
      const [sourceId, value] = [item.slice(0, Math.max(0, index)), item.slice(index + 1)]
      if (!SourceId.safeParse(sourceId).success) return fault(item, 'must be SOURCE=SECONDS or SOURCE=off')
      if (value === 'off') return [{ sourceId, expectedSeconds: null }]
      const expectedSeconds = Number(value)
      if (value !== '' && expectedSeconds > 0 && expectedSeconds <= INTERVAL_SECONDS_MAX)
        return [{ sourceId, expectedSeconds }]
      return fault(item, `seconds must be above 0 and at most ${INTERVAL_SECONDS_MAX}, or off`)
    })
})

/** The settings of which sources are watched, and when they are silent. */
export const sourceSettings = {
  SOURCE_INTERVALS: intervals.default([]),
  /** Bounds for learned intervals: a source is silent after twice its interval, but not before MIN and at the latest after MAX. */
  SOURCE_SILENT_SECONDS_MIN: z.coerce.number().positive().max(86_400).default(120),
  SOURCE_SILENT_SECONDS_MAX: z.coerce.number().positive().max(604_800).default(21_600),
  SOURCE_LEARN_SECONDS: z.coerce.number().min(0).max(86_400).default(600),
}

type Settings = z.infer<z.ZodObject<typeof sourceSettings>>

export const sourcePolicyOf = (settings: Settings): SourcePolicy => ({
  silentSecondsMin: settings.SOURCE_SILENT_SECONDS_MIN,
  silentSecondsMax: settings.SOURCE_SILENT_SECONDS_MAX,
  learnSeconds: settings.SOURCE_LEARN_SECONDS,
  intervals: [...settings.SOURCE_INTERVALS],
})
