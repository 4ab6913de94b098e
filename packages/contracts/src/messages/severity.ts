import { z } from 'zod'

/** IMO MSC.302(87): alarm needs action at once, warning attention soon, caution awareness. */
export const Severity = z.enum(['alarm', 'warning', 'caution'])
export type Severity = z.infer<typeof Severity>

const RANKS: Readonly<Record<Severity, number>> = { caution: 1, warning: 2, alarm: 3 }

/** Greater is more severe. */
export const severityRank = (severity: Severity): number => RANKS[severity]

/** Which counts exceed the threshold: the certain ones, the likely ones, or only the highest possible. */
export const Certainty = z.enum(['observed', 'likely', 'possible'])
export type Certainty = z.infer<typeof Certainty>
