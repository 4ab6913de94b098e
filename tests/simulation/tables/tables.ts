import { sameCraft, situations, threshold, windows } from './clusters.ts'
import { counts, law, openSums } from './counts.ts'
import { excluded } from './excluded.ts'
import { conflicts } from './persons-conflicts.ts'
import { intervals } from './persons-intervals.ts'
import { openEnded } from './persons-open.ts'
import { picks } from './persons-picks.ts'
import { worked } from './persons-worked.ts'
import { fields, identities, retractions } from './records.ts'
import { visits } from './visits.ts'
import { whoseReport } from './whose-report.ts'

/** Every row worked by hand. The oracle is checked against them first, then the domain. */
export const tables = {
  'identities and conflicting contents': identities,
  retractions,
  'fields of craft records': fields,
  'visits (rule 1)': visits,
  'whose report (rule 2)': whoseReport,
  'worked examples (rule 3)': worked,
  'picks (rule 3)': picks,
  'intervals (rule 3)': intervals,
  'conflicts (rule 3)': conflicts,
  'open ends (rule 3)': openEnded,
  'excluded (rule 4)': excluded,
  'threshold (rules 5, 7)': threshold,
  'windows and distances (rule 5)': windows,
  'situations (rule 5)': situations,
  'one craft by several names (rule 5)': sameCraft,
  'counts (rule 6)': counts,
  'open sums (rule 6)': openSums,
  'the limbs of the law (rule 6)': law,
}
