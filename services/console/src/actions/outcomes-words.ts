/** What became of each of several actions, by alertId. */
export type Outcomes = ReadonlyMap<string, { readonly good: boolean; readonly text: string }>

/** `4 of 5 acknowledged, 1 not` */
export const outcomesWords = (outcomes: Outcomes, wanted: number): string => {
  const good = [...outcomes.values()].filter((outcome) => outcome.good).length
  const bad = outcomes.size - good
  return `${good} of ${wanted} acknowledged${bad === 0 ? '' : `, ${bad} not`}`
}
