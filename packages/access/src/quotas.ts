import { z } from 'zod'

/**
 * How much one feeder may send: of a token, of an address where there are no tokens, of an NMEA source. The defaults are
 * several times a national AIS network.
 */
export const Quotas = z.strictObject({
  recordsPerSecond: z.int().min(1).max(10_000_000).default(20_000),
  /** Of bodies, unpacked. */
  bytesPerSecond: z.int().min(1).max(10_000_000_000).default(16_777_216),
  /** Craft that nobody has reported before, as far as ingest remembers; an hour of them at once. */
  newCraftPerHour: z.int().min(1).max(10_000_000).default(100_000),
  /** Source ids, in the same way. */
  newSourcesPerHour: z.int().min(1).max(10_000_000).default(1_000),
  /** Of refused records, as they are written to the rejected topic before the broker compresses them. */
  refusedBytesPerHour: z.int().min(1).max(10_000_000_000).default(67_108_864),
})
export type Quotas = Readonly<z.infer<typeof Quotas>>

const { shape } = Quotas

/** Those that a token or a service sets differently. */
export const QuotaChanges = z.strictObject({
  recordsPerSecond: shape.recordsPerSecond.unwrap().optional(),
  bytesPerSecond: shape.bytesPerSecond.unwrap().optional(),
  newCraftPerHour: shape.newCraftPerHour.unwrap().optional(),
  newSourcesPerHour: shape.newSourcesPerHour.unwrap().optional(),
  refusedBytesPerHour: shape.refusedBytesPerHour.unwrap().optional(),
})
export type QuotaChanges = Readonly<z.infer<typeof QuotaChanges>>

const FIELDS: Readonly<Record<string, keyof Quotas>> = {
  'records/s': 'recordsPerSecond',
  'bytes/s': 'bytesPerSecond',
  'new-craft/h': 'newCraftPerHour',
  'new-sources/h': 'newSourcesPerHour',
  'refused-bytes/h': 'refusedBytesPerHour',
}

/** Quotas as people write them: `records/s=500,new-craft/h=1000`. */
export const QuotaText = z
  .string()
  .transform((text, context): unknown => {
    const items = text.split(',').map((item) => item.trim().split('='))
    const pairs = items.flatMap(([name = '', value = '']) => {
      const field = FIELDS[name]
      if (field !== undefined && /^\d+$/.test(value)) return [[field, Number(value)] as const]
      context.issues.push({
        code: 'custom',
        input: text,
        message: `must be some of ${Object.keys(FIELDS).join('=N,')}=N`,
      })
      return []
    })
    return Object.fromEntries(pairs)
  })
  .pipe(QuotaChanges)
