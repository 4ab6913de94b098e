import { DISTRESS_DEVICE_TITLES, formatSum, type ObservationInput } from '@landfall/contracts'
import type { ExpectedGist, ExpectedInbound, ExpectedPicture, Scenario } from '@landfall/simulator'
import type { Invocation } from '../command-line/command-definition.ts'
import { EXIT, type ExitCode } from '../command-line/exit-code.ts'
import { formatElapsed, formatNumber } from '../command-line/format-elapsed.ts'
import { createPace } from '../replay/create-pace.ts'
import type { Sender } from '../send/open-sender.ts'

export type ScenarioPlay = {
  readonly scenario: Scenario
  readonly seed: number
  readonly speed: number
  readonly sourceId: string | null
  readonly open: (onOutcome: (tag: null, refusal: string | null) => void) => Promise<Sender<null>>
  readonly invocation: Invocation
}

const REFUSALS_SHOWN_MAX = 5
const PROGRESS_EVERY_MS = 250

/** Plays a scenario to its end, reporting what should be seen. Exit code 1 when anything was refused. */
export const playScenario = async (play: ScenarioPlay): Promise<ExitCode> => {
  const { scenario, seed, speed, invocation } = play
  const { terminal, args, signal } = invocation
  const counts = { sent: 0, accepted: 0, refused: 0 }
  const outlet = await play.open((_tag, refusal) => {
    if (refusal === null) counts.accepted += 1
    else {
      counts.refused += 1
      if (counts.refused <= REFUSALS_SHOWN_MAX) terminal.say(`refused: ${refusal}`)
    }
  })
  // Played faster, it starts in the past and ends now: observations of the future are refused.
  const aheadMs = speed > 1 ? scenario.durationMs * (1 - 1 / speed) : 0
  const startMs = Math.floor(Date.now() - aheadMs)
  const pace = createPace(speed, signal)
  const announcePictures = createPictureAnnouncer(scenario.expected(startMs).pictures, terminal.say)
  const startedMs = performance.now()
  if (!args.has('json')) terminal.say(`${scenario.name}: ${scenario.summary}`)
  let shownAtMs = 0
  await pace(0)
  for (const { sendAfterMs, observation } of scenario.observations(seed, startMs)) {
    const wait = pace(sendAfterMs)
    if (wait !== undefined) await wait
    if (!args.has('json') && speed < Infinity) announcePictures(sendAfterMs)
    const ready = outlet.send(asSource(observation, play.sourceId), null)
    if (ready !== undefined) await ready
    counts.sent += 1
    if (performance.now() - shownAtMs > PROGRESS_EVERY_MS) {
      shownAtMs = performance.now()
      terminal.progress(progressLine(scenario, speed, sendAfterMs, counts.sent))
    }
  }
  await outlet.end()
  terminal.progress(null)
  const tookMs = performance.now() - startedMs
  if (args.has('json'))
    await terminal.print(JSON.stringify({ scenario: scenario.name, seed, startMs, tookMs, ...counts }))
  else terminal.say(summary(scenario, counts, tookMs, startMs))
  return counts.refused === 0 ? EXIT.ok : EXIT.found
}

const asSource = (observation: ObservationInput, id: string | null): ObservationInput =>
  id === null ? observation : { ...observation, source: { ...observation.source, id } }

const createPictureAnnouncer = (pictures: readonly ExpectedPicture[], say: (line: string) => void) => {
  let next = 0
  return (sendAfterMs: number): void => {
    for (
      let picture = pictures[next];
      picture !== undefined && picture.afterMs <= sendAfterMs;
      picture = pictures[next]
    ) {
      next += 1
      const open = [...picture.open.map(describeGist), ...(picture.inbound ?? []).map(describeInbound)].join(', ')
      say(
        `${formatElapsed(picture.afterMs).padStart(6)}  ${picture.because}: ${open === '' ? 'no mass arrival' : open}`,
      )
    }
  }
}

const describeGist = ({ severity, unauthorised }: ExpectedGist): string => `${severity} ${formatSum(unauthorised)}`

const describeInbound = ({ severity, unauthorised, eta }: ExpectedInbound): string => {
  const arriving = eta ? `, arriving ${eta.earliest.slice(11, 16)} to ${eta.latest.slice(11, 16)} UTC` : ''
  return `inbound group, ${severity} ${formatSum(unauthorised)}${arriving}`
}

const progressLine = ({ name, durationMs, observationCount }: Scenario, speed: number, atMs: number, sent: number) => {
  const done = Math.floor((100 * sent) / observationCount)
  const left = speed === Infinity ? '' : `, ${formatElapsed((durationMs - atMs) / speed)} left`
  return `${name}: ${done} % · ${formatNumber(sent)} of ${formatNumber(observationCount)} observations${left}`
}

type Counts = { readonly sent: number; readonly accepted: number; readonly refused: number }

const summary = (scenario: Scenario, { sent, accepted, refused }: Counts, tookMs: number, startMs: number): string => {
  const { open: arrivals, distress } = scenario.expected(startMs)
  const calls = distress.map(({ severity, device, craftId, test }) => {
    return `${severity}, ${test ? 'distress test' : 'DISTRESS'}: ${DISTRESS_DEVICE_TITLES[device]} ${craftId}`
  })
  const open = arrivals.map(
    ({ severity, unauthorised }) => `${severity}, without permission ${formatSum(unauthorised)}`,
  )
  const outcome = [...calls, ...open].join('; ') || 'no alert (silent)'
  const gone = `${formatNumber(sent)} observations in ${formatElapsed(tookMs)}: ${formatNumber(accepted)} accepted, ${formatNumber(refused)} refused`
  return `${gone}\nshould now be open: ${outcome}`
}
