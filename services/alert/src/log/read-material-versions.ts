import { isMaterialChange, MaterialFacts } from '@landfall/contracts'
import type { AlertVersion } from '../domain/alert-version.ts'
import type { AlertRecords } from './create-alert-records.ts'

/** Of an alert with more versions the newest are looked at, and the first of them counts as material. */
export const MATERIAL_VERSIONS_MAX = 2_000
/** At once, as each may have the size of a record. */
const TOGETHER = 20

/** The material versions among those at the offsets, lowest first: the last whole, of the others their names. */
export const readMaterialVersions = async (
  { versionsAt }: Pick<AlertRecords, 'versionsAt'>,
  offsets: readonly number[],
  versionsMax = MATERIAL_VERSIONS_MAX,
): Promise<readonly AlertVersion[]> => {
  const wanted = offsets.slice(-versionsMax)
  const material: AlertVersion[] = []
  let last: MaterialFacts | undefined
  for (let at = 0; at < wanted.length; at += TOGETHER) {
    for (const version of await versionsAt(wanted.slice(at, at + TOGETHER))) {
      const facts = MaterialFacts.safeParse(JSON.parse(version.json.toString())).data
      if (facts !== undefined && last !== undefined && !isMaterialChange(last, facts)) continue
      last = facts
      material.push(version)
    }
  }
  return material
}
