import { countedPeople, formatInterval } from '@landfall/contracts'
import type { AreaAlert } from '@landfall/mass-arrivals'
import { alertFacts, craftFacts, type Facts, type ListedCraft, linkFacts, whenOf } from './alert-facts.ts'

const NOTHING = 'nothing of it'

/** Every difference as `field: the alert says X, the log says Y`; empty where they agree. */
export const alertDifferences = (stated: AreaAlert, recounted: AreaAlert): readonly string[] => [
  ...compareFacts('', alertFacts(stated), alertFacts(recounted)),
  ...pairVisits(stated.craft, recounted.craft).flatMap((pair) => compareVisit(pair, countedPeople(stated))),
  ...compareFacts('', linkFacts(stated.links), linkFacts(recounted.links)),
]

const compareFacts = (of: string, stated: Facts, recounted: Facts): readonly string[] =>
  [...new Set([...stated.keys(), ...recounted.keys()])].flatMap((field) => {
    const [alert, log] = [stated.get(field) ?? NOTHING, recounted.get(field) ?? NOTHING]
    return alert === log ? [] : [`${of}${field}: the alert says ${alert}, the log says ${log}`]
  })

type Pair = { readonly stated: ListedCraft | undefined; readonly recounted: ListedCraft | undefined }

/** Pairs visits of one craft by arrival; those left over are paired in order. */
const pairVisits = (stated: readonly ListedCraft[], recounted: readonly ListedCraft[]): readonly Pair[] => {
  const craftIds = new Set([...stated, ...recounted].map(({ craftId }) => craftId))
  return [...craftIds].flatMap((craftId) => {
    const [statedVisits, recountedVisits] = [stated, recounted].map((craft) =>
      craft.filter((one) => one.craftId === craftId),
    )
    return pairOf(statedVisits ?? [], recountedVisits ?? [])
  })
}

const pairOf = (statedVisits: readonly ListedCraft[], recountedVisits: readonly ListedCraft[]): readonly Pair[] => {
  const twin = (of: ListedCraft, among: readonly ListedCraft[]) =>
    among.find(({ arrivedAt }) => arrivedAt === of.arrivedAt)
  const same = statedVisits.flatMap((stated) => {
    const recounted = twin(stated, recountedVisits)
    return recounted === undefined ? [] : [{ stated, recounted }]
  })
  const statedOnly = statedVisits.filter((one) => twin(one, recountedVisits) === undefined)
  const recountedOnly = recountedVisits.filter((one) => twin(one, statedVisits) === undefined)
  const alone = Array.from({ length: Math.max(statedOnly.length, recountedOnly.length) }, (_, index) => ({
    stated: statedOnly[index],
    recounted: recountedOnly[index],
  }))
  return [...same, ...alone]
}

const compareVisit = ({ stated, recounted }: Pair, people: string): readonly string[] => {
  const of = stated ?? recounted
  const row = of === undefined ? '' : `${of.craftId} of ${whenOf(of)}`
  if (stated !== undefined && recounted !== undefined) {
    return compareFacts(`${row}, `, craftFacts(stated, people), craftFacts(recounted, people))
  }
  const whole = (craft: ListedCraft | undefined): Facts =>
    new Map([[row, craft === undefined ? NOTHING : formatInterval(craft.unauthorised)]])
  return compareFacts('', whole(stated), whole(recounted))
}
