import { z } from 'zod'
import { SEVERITIES } from '../shown/severity-rank.ts'

/** IMO MSC.302(87): alarm needs action at once, warning attention soon, caution awareness. */
export const Severity = z.enum(SEVERITIES)
export type Severity = z.infer<typeof Severity>

/** Which counts exceed the threshold: the certain ones, the likely ones, or only the highest possible. */
export const Certainty = z.enum(['observed', 'likely', 'possible'])
export type Certainty = z.infer<typeof Certainty>
