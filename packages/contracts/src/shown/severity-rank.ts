/** The most severe first. Here, not with the schema: a page that ranks alerts needs no parser. */
export const SEVERITIES = ['alarm', 'warning', 'caution'] as const

type Ranked = (typeof SEVERITIES)[number]

const RANKS: Readonly<Record<Ranked, number>> = { caution: 1, warning: 2, alarm: 3 }

/** Greater is more severe. */
export const severityRank = (severity: Ranked): number => RANKS[severity]
