import { type AlertChange, type MassArrivalAlert, severityRank } from '@landfall/contracts'

type Content = Omit<MassArrivalAlert, 'version' | 'changes'>

/** The craft that each version counts, listed or not. */
export type CountedCraftIds = { readonly were: ReadonlySet<string>; readonly are: ReadonlySet<string> }

/** What has changed since the version before, in words that a reader can filter by. */
export const changesBetween = (
  before: MassArrivalAlert,
  after: Content,
  { were, are }: CountedCraftIds,
): AlertChange[] => {
  const changes: AlertChange[] = []
  const say = (change: AlertChange, when: boolean) => {
    if (when) changes.push(change)
  }
  const rise = severityRank(after.severity) - severityRank(before.severity)
  const figures = (['min', 'likely', 'max'] as const).map(
    (figure) => after.unauthorised[figure] - before.unauthorised[figure],
  )
  say('cancelled', after.status === 'cancelled' && before.status !== 'cancelled')
  say('superseded', after.status === 'superseded' && before.status !== 'superseded')
  say('reopened', after.status === 'open' && before.status !== 'open')
  say('severity-raised', rise > 0)
  say('severity-lowered', rise < 0)
  say(
    'craft-joined',
    [...are].some((craftId) => !were.has(craftId)),
  )
  say(
    'craft-left',
    [...were].some((craftId) => !are.has(craftId)),
  )
  say(
    'counts-raised',
    figures.some((by) => by > 0),
  )
  say(
    'counts-lowered',
    figures.some((by) => by < 0),
  )
  say('policy-changed', after.policy !== before.policy)
  return changes.length > 0 ? changes : ['evidence-changed']
}
