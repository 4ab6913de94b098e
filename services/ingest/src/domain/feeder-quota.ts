/** What one feeder may send at any time. */
export type RateQuota = { readonly recordsPerSecond: number; readonly bytesPerSecond: number }

/** What one feeder may bring within an hour. */
export type HourlyQuota = {
  readonly newCraftPerHour: number
  readonly newSourcesPerHour: number
  readonly refusedBytesPerHour: number
}

export type FeederQuota = RateQuota & HourlyQuota
export type FeederQuotaChanges = { readonly [Name in keyof FeederQuota]?: FeederQuota[Name] | undefined }

/** As people write them. */
export type QuotaName = 'records/s' | 'bytes/s' | 'new-craft/h' | 'new-sources/h' | 'refused-bytes/h'

/** A feeder has reached a quota, and may send more after this time. */
export type QuotaHit = {
  readonly quota: QuotaName
  readonly limit: number
  readonly retryAfterMs: number
  /** How many records it stopped; absent where it stopped a request before they were read. */
  readonly records?: number
}
