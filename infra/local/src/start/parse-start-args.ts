import { parseArgs } from 'node:util'
import { LocalError } from '../process/local-error.ts'

export type StartArgs = {
  /** The scenarios to play, one after the other, once everything is up; none leave the sea empty. */
  readonly exercises: readonly string[]
  /** Whether the alerts of the feed are shown in the terminal. */
  readonly watch: boolean
  readonly help: boolean
}

export const USAGE = `npm start [-- options]

  --no-exercise       leave the sea empty
  --exercise NAME     play this scenario instead of inbound and then northland
  --no-watch          do not show the alerts here
  --help              this text

Settings (environment): KAFKA_BROKERS, REDIS_URL (use these instead of starting any), LANDFALL_PARTS (env, docker or
local: find Kafka and Redis in this way only), ALERT_PORT, INGEST_PORT, WINDOWING_PORT, NMEA_PORT, KAFKA_PORT,
REDIS_PORT, TOPIC_PREFIX, AREAS, LOG_LEVEL, LANDFALL_STATE (data and logs; default .landfall), LANDFALL_CACHE.`

/** The warning ten hours ahead takes a minute, the alarm that comes next has risen within two. */
const FOR_NEWCOMERS = ['inbound', 'northland']

export const parseStartArgs = (args: readonly string[]): StartArgs => {
  const { exercise, watch, help } = parse(args).values
  if (exercise === '') throw new LocalError(`--exercise needs the name of a scenario\n\n${USAGE}`)
  const exercises = exercise === false ? [] : exercise === undefined ? FOR_NEWCOMERS : [exercise]
  return { exercises, watch: watch ?? true, help: help ?? false }
}

/** `--no-exercise` and `--exercise NAME` share a name, which parseArgs does not support: the first is removed beforehand. */
const parse = (args: readonly string[]) => {
  const isEmptySea = args.includes('--no-exercise')
  const rest = args.filter((arg) => arg !== '--no-exercise')
  if (isEmptySea && rest.some((arg) => arg.startsWith('--exercise')))
    throw new LocalError(`--no-exercise and --exercise contradict each other\n\n${USAGE}`)
  try {
    const { values } = parseArgs({
      args: rest,
      allowNegative: true,
      options: { exercise: { type: 'string' }, watch: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } },
    })
    return { values: { ...values, exercise: isEmptySea ? (false as const) : values.exercise } }
  } catch (cause) {
    throw new LocalError(`${cause instanceof Error ? cause.message : cause}\n\n${USAGE}`)
  }
}
