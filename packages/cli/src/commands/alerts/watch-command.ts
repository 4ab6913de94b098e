import { AlertKindName, AreaId, type FeedFilter, Severity } from '@landfall/contracts'
import type { CommandDefinition } from '../../command-line/command-definition.ts'
import { UsageError } from '../../command-line/command-error.ts'
import type { Arguments } from '../../command-line/read-arguments.ts'
import { accessHeaders } from '../../rest/access-headers.ts'
import { serviceUrl } from '../../rest/service-url.ts'
import { watchFeed } from '../../watch/watch-feed.ts'
import { commonOptions } from '../common-options.ts'

export const watchCommand: CommandDefinition = {
  options: [
    { flag: 'area', value: 'ID,…', help: 'only these areas' },
    { flag: 'severity', value: 'WORD,…', help: 'only alarm, warning or caution' },
    { flag: 'kind', value: 'WORD,…', help: 'only these kinds, as mass-arrival' },
    { flag: 'exercise', help: 'only exercises' },
    { flag: 'real', help: 'no exercises' },
    { flag: 'once', help: 'show what is open now, and end' },
    commonOptions.alertUrl,
    commonOptions.tokenFile,
    commonOptions.json,
  ],
  details: `Each line: when, severity, people counted (as a rule those without permission), craft, place, what changed, the alert's id and
version. Versions of an alert that follow within 2 s are one line, as v3–7; a new alert or a higher severity is shown at once. When the
service goes away it waits for it and goes on where it left off (--once does not wait). With --json every event of the feed is a line of
JSON (snapshot, alert, heartbeat, status, gap, error).`,
  examples: [
    { line: 'landfall watch', description: 'the alerts as they change' },
    { line: 'landfall watch --real --severity alarm,warning', description: 'nothing but what is serious' },
    { line: 'landfall watch --json | jq \'select(.type == "alert") | .alert.severity\'', description: 'for a program' },
  ],
  run: async (invocation) => {
    const { args, terminal, signal } = invocation
    return watchFeed({
      url: serviceUrl('alert', invocation),
      headers: await accessHeaders(invocation),
      filter: readFilter(args),
      once: args.has('once'),
      asJson: args.has('json'),
      terminal,
      signal,
    })
  },
}

const readFilter = (args: Arguments): FeedFilter | undefined => {
  if (args.has('exercise') && args.has('real')) throw new UsageError('--exercise and --real leave nothing to show')
  const areaIds = args.list('area')
  const severities = args.list('severity')
  const kinds = args.list('kind')
  const malformed = areaIds?.find((one) => !AreaId.safeParse(one).success)
  if (malformed !== undefined) throw new UsageError(`--area ${malformed}: must be the id of an area, as nz`)
  const unknown = severities?.find((one) => !Severity.safeParse(one).success)
  if (unknown !== undefined)
    throw new UsageError(`--severity ${unknown}: must be one of ${Severity.options.join(', ')}`)
  const unknownKind = kinds?.find((one) => !AlertKindName.safeParse(one).success)
  if (unknownKind !== undefined)
    throw new UsageError(`--kind ${unknownKind}: must be one of ${AlertKindName.options.join(', ')}`)
  const filter: FeedFilter = {
    ...(areaIds === undefined ? {} : { areaIds: [...areaIds] }),
    ...(severities === undefined ? {} : { severities: severities.map((one) => Severity.parse(one)) }),
    ...(kinds === undefined ? {} : { kinds: kinds.map((one) => AlertKindName.parse(one)) }),
    ...(args.has('exercise') ? { exercise: true } : args.has('real') ? { exercise: false } : {}),
  }
  return Object.keys(filter).length === 0 ? undefined : filter
}
