import type { Alert, MassArrivalAlert } from '@landfall/contracts'

/** One line that can be read out. At most 160 characters, as CAP recommends. */
export const headlineOf = (alert: Alert): string => {
  const exercise = alert.exercise ? 'EXERCISE EXERCISE EXERCISE: ' : ''
  return `${exercise}${sentenceOf(alert)}`.slice(0, 160)
}

const sentenceOf = (alert: Alert): string => {
  if (alert.kind === 'source-silent') {
    const state = alert.status === 'open' ? 'silent since' : 'heard again, was silent since'
    return `source ${alert.source.id} ${state} ${alert.lastHeardAt}`
  }
  const ended = alert.status === 'open' ? '' : `${alert.status}: `
  return `${ended}${alert.severity}, ${peopleOf(alert)} without permission on ${alert.craft.length} craft`
}

const peopleOf = ({ unauthorised: { min, likely, max, openEnded } }: MassArrivalAlert): string =>
  min === max && !openEnded
    ? `${min} people`
    : `${min} to ${max}${openEnded ? ' or more' : ''} people (likely ${likely})`

/** The counts and the craft, as a person would write them down. */
export const describeCounts = (alert: Alert): string => {
  if (alert.kind === 'source-silent') {
    const { source, status, lastHeardAt, expectedIntervalSeconds } = alert
    const who = `${source.id} (${source.kind})`
    const expected = `it is expected every ${expectedIntervalSeconds} s.`
    return status === 'open'
      ? `${who} was last heard ${lastHeardAt}; ${expected} Until it is heard again, an empty sea there means nothing.`
      : `${who} had been silent since ${lastHeardAt}; ${expected}`
  }
  const craft = alert.craft.map(
    ({ craftId, arrivedAt, unauthorised: { min, likely, max } }) =>
      `${craftId} arrived ${arrivedAt}: ${min} to ${max ?? 'more'} (likely ${likely}).`,
  )
  return [
    `${peopleOf(alert)} without permission; a mass arrival is more than ${alert.threshold}.`,
    `Certainty: ${alert.certainty}. First arrival ${alert.firstArrivalAt}, last ${alert.lastArrivalAt}.`,
    ...craft,
  ].join('\n')
}
