import { describeTables } from '../tables/row.ts'
import { tables } from '../tables/tables.ts'
import { situationsOf } from './situations-of.ts'

describeTables('oracle', tables, situationsOf)
