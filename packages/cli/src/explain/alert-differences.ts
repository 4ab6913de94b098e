import type { AlertCraft, MassArrivalAlert } from '@landfall/contracts'
import { alertFacts, countText, craftFacts, type Facts, linkFacts } from './alert-facts.ts'

const NOTHING = 'nothing of it'

/** Every difference as `field: the alert says X, the log says Y`; empty where they agree. */
export const alertDifferences = (says: MassArrivalAlert, gives: MassArrivalAlert): readonly string[] => [
  ...compareFacts('', alertFacts(says), alertFacts(gives)),
  ...pairVisits(says.craft, gives.craft).flatMap(compareVisit),
  ...compareFacts('', linkFacts(says.links), linkFacts(gives.links)),
]

const compareFacts = (of: string, says: Facts, gives: Facts): readonly string[] =>
  [...new Set([...says.keys(), ...gives.keys()])].flatMap((field) => {
    const [alert, log] = [says.get(field) ?? NOTHING, gives.get(field) ?? NOTHING]
    return alert === log ? [] : [`${of}${field}: the alert says ${alert}, the log says ${log}`]
  })

type Pair = { readonly says: AlertCraft | undefined; readonly gives: AlertCraft | undefined }

/** Pairs visits of one craft by arrival; those left over are paired in order. */
const pairVisits = (says: readonly AlertCraft[], gives: readonly AlertCraft[]): readonly Pair[] => {
  const craftIds = new Set([...says, ...gives].map(({ craftId }) => craftId))
  return [...craftIds].flatMap((craftId) => {
    const [said, given] = [says, gives].map((craft) => craft.filter((one) => one.craftId === craftId))
    return pairOf(said ?? [], given ?? [])
  })
}

const pairOf = (said: readonly AlertCraft[], given: readonly AlertCraft[]): readonly Pair[] => {
  const twin = (of: AlertCraft, among: readonly AlertCraft[]) =>
    among.find(({ arrivedAt }) => arrivedAt === of.arrivedAt)
  const same = said.flatMap((says) => {
    const gives = twin(says, given)
    return gives === undefined ? [] : [{ says, gives }]
  })
  const saidAlone = said.filter((one) => twin(one, given) === undefined)
  const givenAlone = given.filter((one) => twin(one, said) === undefined)
  const alone = Array.from({ length: Math.max(saidAlone.length, givenAlone.length) }, (_, index) => ({
    says: saidAlone[index],
    gives: givenAlone[index],
  }))
  return [...same, ...alone]
}

const compareVisit = ({ says, gives }: Pair): readonly string[] => {
  const { craftId, arrivedAt } = says ?? gives ?? { craftId: '', arrivedAt: '' }
  if (says !== undefined && gives !== undefined) {
    return compareFacts(`${craftId} of ${arrivedAt}, `, craftFacts(says), craftFacts(gives))
  }
  const whole = (craft: AlertCraft | undefined): Facts =>
    new Map([[`${craftId} of ${arrivedAt}`, craft === undefined ? NOTHING : countText(craft.unauthorised)]])
  return compareFacts('', whole(says), whole(gives))
}
