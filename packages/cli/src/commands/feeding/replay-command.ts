import { isoTimeMs } from '@landfall/contracts'
import type { CommandDefinition } from '../../command-line/command-definition.ts'
import { UsageError } from '../../command-line/command-error.ts'
import { EXIT } from '../../command-line/exit-code.ts'
import type { Arguments } from '../../command-line/read-arguments.ts'
import { readNumber } from '../../command-line/read-arguments.ts'
import { createPace } from '../../replay/create-pace.ts'
import { createReplayReport } from '../../replay/create-replay-report.ts'
import { createReplayTally, type ReplayTally, type RowTag } from '../../replay/create-replay-tally.ts'
import { findDateOrder } from '../../replay/find-date-order.ts'
import { recordingFormats } from '../../replay/formats/find-recording-format.ts'
import type { DegreesBox, RowFilter } from '../../replay/keeps-row.ts'
import { openRecording } from '../../replay/open-recording.ts'
import { planShift } from '../../replay/plan-shift.ts'
import { playRecording } from '../../replay/play-recording.ts'
import { feederOptions, readDateOrder, readSourceId, readSpeed } from './feeder-options.ts'
import { openOutlet } from './open-outlet.ts'

export const replayCommand: CommandDefinition = {
  operands: '<FILE|->',
  options: [
    { flag: 'speed', value: 'N|max', help: 'times the recorded pace [max; 1 with --shift-to-now]' },
    { flag: 'shift-to-now', help: 'move all times by the same amount, so that the replay ends in the present' },
    { flag: 'from', value: 'TIME', help: 'leave out rows before this recorded time, as 2022-01-03T06:00:00Z' },
    { flag: 'to', value: 'TIME', help: 'leave out rows at or after this recorded time' },
    { flag: 'box', value: 'W,S,E,N', help: 'leave out positions outside, degrees; W above E is a box over 180°' },
    {
      flag: 'assume-time',
      value: 'TIME',
      help: 'the time of NMEA lines that carry none; without it they are refused',
    },
    { flag: 'format', value: 'nmea|csv|ndjson', help: 'the format [that of the first line that has one]' },
    ...feederOptions.ofFiles,
  ],
  details: `Reads NDJSON observations, CSV (MarineCadastre 2015-2024 and from 2025, Danish Maritime Authority) and NMEA 0183
logs; gzip and zstd are unpacked. Times without a zone are UTC. What is refused is said with the line and the
reason, and counted; every row is accounted for at the end. Old data belong into topics of their own
(TOPIC_PREFIX): in a live system they are too late.`,
  examples: [
    { line: 'landfall replay AIS_2022_01_03.csv.gz', description: 'a day of AIS, as fast as it is taken' },
    {
      line: 'landfall replay ais-2025-02-01.csv.zst --shift-to-now --box -80,24,-79,27',
      description: 'as if it were now, off Florida',
    },
    { line: 'cat observations.ndjson | landfall replay - --speed 10 --dry-run', description: 'what would be sent' },
  ],
  run: async (invocation) => {
    const { args, terminal, signal, stdin } = invocation
    const path = args.operands[0] ?? '-'
    const assumeMs = readTime(args, 'assume-time')
    const [format, sourceId] = [readFormat(args), readSourceId(args)]
    const filter = readFilter(args)
    const speed = readSpeed(args) ?? (args.has('shift-to-now') ? 1 : Infinity)
    // Last, since it may read the file.
    const dateOrder = readDateOrder(args) ?? (path === '-' ? undefined : await findDateOrder(path, stdin, format))
    const reader = { sourceId, exercise: !args.has('real'), assumeMs, format, dateOrder }
    const shiftFor = await planShift({
      stdin,
      path,
      reader,
      filter,
      speed,
      wanted: args.has('shift-to-now'),
      terminal,
      signal,
    })
    const recording = await openRecording(path, stdin)
    const report = createReplayReport(terminal, recording)
    const tally = createReplayTally(report.refusal)
    const outlet = await openOutlet<RowTag>(invocation, tally.settle)
    const stopShowing = report.show(tally.now)
    const play = { recording, reader, filter, shiftFor, pace: createPace(speed, signal), outlet, tally, signal }
    try {
      await finishing(playRecording(play), outlet.end)
    } finally {
      stopShowing()
      await report.summary(tally.now(), args.has('json') && !args.has('dry-run'))
    }
    const taken = tally.now()
    if (taken.accepted > 0) return EXIT.ok
    terminal.say(`${recording.name}: nothing was taken: ${whyNothing(taken)}`)
    return EXIT.found
  },
}

const whyNothing = ({ read, refused, leftOut, withoutNews }: ReplayTally): string => {
  if (read === 0) return 'it has a heading and no rows'
  if (refused === read) return 'every row was refused'
  if (leftOut === read) return 'every row was left out by --from, --to or --box'
  if (withoutNews === read) return 'no row says anything about a craft'
  return `${refused} rows were refused, ${leftOut} left out, and ${withoutNews} say nothing about a craft`
}

const readFormat = (args: Arguments): string | undefined => {
  const given = args.text('format')
  const names = recordingFormats.map(({ name }) => name)
  if (given === undefined || names.includes(given)) return given
  throw new UsageError(`--format ${given}: must be one of ${names.join(', ')}`)
}

/** What was read before a recording turned out to be broken is still sent. */
const finishing = async (playing: Promise<void>, end: () => Promise<void>): Promise<void> => {
  try {
    await playing
  } finally {
    await end()
  }
}

const readFilter = (args: Arguments): RowFilter => ({
  fromMs: readTime(args, 'from'),
  toMs: readTime(args, 'to'),
  box: readBox(args.text('box')),
})

const readTime = (args: Arguments, flag: string): number | undefined => {
  const given = args.text(flag)
  if (given === undefined) return undefined
  const timeMs = isoTimeMs(/^\d{4}-\d\d-\d\d$/.test(given) ? `${given}T00:00:00` : given)
  if (!Number.isNaN(timeMs)) return timeMs
  throw new UsageError(`--${flag} ${given}: must be a time in UTC, as 2022-01-03T06:00:00Z`)
}

const readBox = (given: string | undefined): DegreesBox | undefined => {
  if (given === undefined) return undefined
  const parts = given.split(',')
  if (parts.length !== 4) throw new UsageError(`--box ${given}: must be four degrees: west,south,east,north`)
  const [west = 0, south = 0, east = 0, north = 0] = parts.map((part, index) =>
    readNumber(`--box ${given}:`, part.trim(), { min: index % 2 === 0 ? -180 : -90, max: index % 2 === 0 ? 180 : 90 }),
  )
  if (south > north) throw new UsageError(`--box ${given}: south ${south} is north of ${north}`)
  return { west, south, east, north }
}
