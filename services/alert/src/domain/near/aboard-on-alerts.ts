import { MassArrivalAlert, type NearCraft, parseWireTime, type ReportEvidence } from '@landfall/contracts'
import { type AlertStore, alertsInMemory } from '../create-alert-store.ts'

export type PersonsKnown = NonNullable<NearCraft['persons']>

/** The newest report of people that an open alert has on each of these craft, under any of its names. Reads no other alert's JSON. */
export const aboardOnAlerts = (
  store: AlertStore,
  craftIds: ReadonlySet<string>,
  exercise: boolean,
): ReadonlyMap<string, PersonsKnown> => {
  const found = new Map<string, PersonsKnown>()
  for (const { version } of alertsInMemory(store)) {
    if (version.status !== 'open' || version.exercise !== exercise) continue
    const isOnIt = version.craft.some((one) => namesOf(one).some((name) => craftIds.has(name)))
    const alert = isOnIt ? MassArrivalAlert.safeParse(JSON.parse(version.json.toString())).data : undefined
    for (const { aboardReport, ...names } of alert?.craft ?? [])
      for (const name of namesOf(names)) if (craftIds.has(name)) keepNewest(found, name, aboardReport)
  }
  return found
}

const namesOf = ({ craftId, sameAs }: { readonly craftId: string; readonly sameAs: readonly string[] }) => [
  craftId,
  ...sameAs,
]

const keepNewest = (
  found: Map<string, PersonsKnown>,
  craftId: string,
  { aboard, method, sourceId, observedAt }: ReportEvidence,
): void => {
  const held = found.get(craftId)
  if (held !== undefined && parseWireTime(held.observedAt) >= parseWireTime(observedAt)) return
  found.set(craftId, { aboard, method, sourceId, observedAt })
}
