import { NO_FILTER } from '../navigation/route.ts'
import type { Console } from '../state/create-console.ts'

/** Takes away every filter, the search, and the choice of real or exercise. */
export const showAll = (con: Console): void => {
  con.prefer({ world: 'both' })
  con.arrange({ search: '' })
  con.go({ filter: NO_FILTER, world: null })
}
