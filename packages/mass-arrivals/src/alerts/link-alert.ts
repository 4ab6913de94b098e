import type { EvaluatedSituation, HeldAlert } from './held-alert.ts'

type Situations = {
  readonly situations: ReadonlySet<EvaluatedSituation>
  readonly situationOf: (craftId: string, arrivedMs: number) => EvaluatedSituation | undefined
}

/** With the situation that an open alert goes on with, where that is not known: of a stored one, and of one that was renewed. */
export const linkAlert = (held: HeldAlert, { situations, situationOf }: Situations): HeldAlert => {
  const { alert, isOver, isAwaited, situation, visits, pending } = held
  if (alert.status !== 'open' || isOver || isAwaited || (situation !== undefined && situations.has(situation)))
    return held
  const known = pending === undefined ? (situation?.members ?? visits) : [pending]
  for (const { craftId, arrivedMs } of known) {
    const found = situationOf(craftId, arrivedMs)
    if (found !== undefined) return { ...held, situation: found }
  }
  return held
}
