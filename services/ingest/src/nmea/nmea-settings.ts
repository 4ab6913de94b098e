import { z } from 'zod'
import { createPeerFilter } from './create-peer-filter.ts'
import { type NmeaSource, parseNmeaSource } from './nmea-source.ts'

const port = z.coerce.number().int().min(0).max(65_535)

const list = z.string().transform((text, context): readonly NmeaSource[] => {
  const items = text.split(',').map((item) => item.trim())
  return items
    .filter((item) => item !== '')
    .flatMap((item) => {
      const parsed = parseNmeaSource(item)
      if (!('fault' in parsed)) return [parsed]
      context.issues.push({ code: 'custom', input: item, message: parsed.fault })
      return []
    })
})

/** The settings of NMEA. */
export const nmeaSettings = {
  NMEA_HOST: z.string().min(1).default('127.0.0.1'),
  /** Of the two default listeners, TCP and UDP, sources `nmea-tcp` and `nmea-udp`; `off`: none. */
  NMEA_PORT: z.literal('off').or(port).default(10_110),
  /** More sources, or these two by other names: see parseNmeaSource. */
  NMEA_SOURCES: list.default([]),
}

type Settings = z.infer<z.ZodObject<typeof nmeaSettings>>

/** Every source that is configured, the default listeners included. */
export const nmeaSourcesOf = ({ NMEA_HOST, NMEA_PORT, NMEA_SOURCES }: Settings): readonly NmeaSource[] => {
  const usual = { host: NMEA_HOST, kind: 'ais', exercise: false, thinSeconds: 0, from: [] } as const
  const listeners: readonly NmeaSource[] =
    NMEA_PORT === 'off'
      ? []
      : [
          { ...usual, name: 'nmea-tcp', way: 'tcp-listen', port: NMEA_PORT },
          { ...usual, name: 'nmea-udp', way: 'udp-listen', port: NMEA_PORT },
        ]
  return [...listeners, ...NMEA_SOURCES]
}

type Fault = { readonly path: keyof typeof nmeaSettings; readonly message: string }

/** Mistakes of the settings taken together. NMEA has no tokens, so peers are allowed by address. */
export const nmeaFaults = (settings: Settings, isOpenTo: (host: string) => boolean): readonly Fault[] => {
  const faults: Fault[] = []
  const seen = new Set<string>()
  for (const { name, way, host, from } of nmeaSourcesOf(settings)) {
    const path = settings.NMEA_SOURCES.some((source) => source.name === name) ? 'NMEA_SOURCES' : 'NMEA_HOST'
    if (seen.has(name)) faults.push({ path, message: `${name} is named twice: a source has one way in` })
    seen.add(name)
    if (createPeerFilter(from) === undefined) {
      faults.push({ path, message: `${name}: from must be addresses or networks as 192.168.1.0/24` })
    }
    if (way === 'tcp-connect' || from.length > 0 || isOpenTo(host)) continue
    faults.push({
      path,
      message: `${name}: ${host} must be an address of loopback (127.0.0.1), since anybody who reaches it may feed; or name in NMEA_SOURCES who may, as ${name}=${way}://${host}:10110?from=192.168.1.7`,
    })
  }
  return faults
}
