import type { InboundCraft } from '@landfall/contracts'

/** The newest fix of the craft that approach; null where all have arrived, or none is listed. */
export const lastSeenMs = (craft: readonly Pick<InboundCraft, 'approach'>[]): number | null =>
  craft.reduce<number | null>(
    (newest, { approach }) => (approach === null ? newest : Math.max(newest ?? 0, Date.parse(approach.last.at))),
    null,
  )
