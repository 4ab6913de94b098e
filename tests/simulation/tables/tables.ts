import { arrivalDoubtTable } from './arrival-doubt-table.ts'
import { assignReportTable } from './assign-report-table.ts'
import { countLimbsTables } from './count-limbs-tables.ts'
import { countedVisitsTable } from './counted-visits-table.ts'
import { lawsTables } from './laws-tables.ts'
import { positionsRetractedTable } from './positions-retracted-table.ts'
import { recordTables } from './record-tables.ts'
import { situationTables } from './situation-tables.ts'
import { visitPersonsConflictsTable } from './visit-persons-conflicts-table.ts'
import { visitPersonsIntervalsTable } from './visit-persons-intervals-table.ts'
import { visitPersonsOpenEndsTable } from './visit-persons-open-ends-table.ts'
import { visitPersonsPicksTable } from './visit-persons-picks-table.ts'
import { visitPersonsWorkedTable } from './visit-persons-worked-table.ts'
import { visitsTable } from './visits-table.ts'

/** Every row worked by hand. The oracle is checked against them first, then the domain. */
export const tables = {
  ...recordTables,
  'visits (rule 1)': visitsTable,
  'arrivals out of reach (rules 1 and 3)': arrivalDoubtTable,
  'positions taken back (rule 1)': positionsRetractedTable,
  'which visit a report belongs to (rule 2)': assignReportTable,
  'worked examples (rule 3)': visitPersonsWorkedTable,
  'picks (rule 3)': visitPersonsPicksTable,
  'intervals (rule 3)': visitPersonsIntervalsTable,
  'conflicts (rule 3)': visitPersonsConflictsTable,
  'open ends (rule 3)': visitPersonsOpenEndsTable,
  'excluded (rule 4)': countedVisitsTable,
  ...situationTables,
  ...countLimbsTables,
  ...lawsTables,
}
