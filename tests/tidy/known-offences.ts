/**
 * How many offences of a rule the project still has while it is being brought into line. A number here may only go
 * down; a rule without one is kept everywhere.
 */
export const KNOWN_OFFENCES: Readonly<Record<string, number>> = {
  'retired words': 0,
  'files are named after their main export': 0,
  'lint/complexity/noExcessiveLinesPerFunction': 2,
}
