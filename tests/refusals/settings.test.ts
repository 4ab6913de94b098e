import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readConfig } from '@landfall/runtime'
import { afterAll, beforeAll } from 'vitest'
import { runInProcess } from '../../packages/cli/src/testing/run-in-process.ts'
import { startScriptedIngest } from '../../packages/cli/src/testing/start-scripted-ingest.ts'
import { AlertConfig } from '../../services/alert/src/alert-config.ts'
import { IngestConfig } from '../../services/ingest/src/ingest-config.ts'
import { readWebhooks } from '../../services/webhooks/src/read-webhooks.ts'
import { WebhooksConfig } from '../../services/webhooks/src/webhooks-config.ts'
import { WindowingConfig } from '../../services/windowing/src/windowing-config.ts'
import { describeRefusals, refusalRow as row } from './describe-refusals.ts'

// Every kind of refusal that whoever sets a system up, or replays into it, can meet, from the product's own words.

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'landfall-refusals-'))
})
afterAll(() => rm(folder, { recursive: true }))

const file = async (name: string, content: string): Promise<string> => {
  const path = join(folder, name)
  await writeFile(path, content)
  return path
}
const wordsOf = async (call: () => unknown): Promise<string> => {
  try {
    await call()
    return 'not refused'
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

type Env = Readonly<Record<string, string>>
const ingest = (env: Env) => () => wordsOf(() => readConfig(IngestConfig, env))
const alert = (env: Env) => () => wordsOf(() => readConfig(AlertConfig, env))
const windowing = (env: Env) => () => wordsOf(() => readConfig(WindowingConfig, env))

describeRefusals('a setting', [
  row(
    'a word that is not one of them',
    ingest({ LOG_LEVEL: 'loud' }),
    'LOG_LEVEL',
    '"loud"',
    'must be one of debug, info, warn, error, silent',
  ),
  row('a number that is none', ingest({ HTTP_PORT: 'http' }), 'HTTP_PORT', '"http"', 'must be a number'),
  row('a number with a fraction', ingest({ HTTP_PORT: '80.5' }), 'HTTP_PORT', '"80.5"', 'must be a whole number'),
  row('a number too large', ingest({ HTTP_PORT: '70000' }), 'HTTP_PORT', '"70000"', 'must be at most 65535'),
  row(
    'a number too small',
    windowing({ STATE_CHECKPOINT_SECONDS: '-1' }),
    'STATE_CHECKPOINT_SECONDS',
    '"-1"',
    'must be at least 0',
  ),
  row(
    'an address without a port',
    ingest({ KAFKA_BROKERS: 'kafka' }),
    'KAFKA_BROKERS',
    '"kafka"',
    'must be host:port, comma separated',
  ),
  row('no address', ingest({ KAFKA_BROKERS: ' , ' }), 'KAFKA_BROKERS', '" , "', 'must name a host:port'),
  row(
    'nothing where something must be',
    () => wordsOf(() => readConfig(WebhooksConfig, {})),
    'WEBHOOKS_FILE',
    null,
    'is not set; must be text',
  ),
  row('an empty text', ingest({ HTTP_HOST: '' }), 'HTTP_HOST', '""', 'must have at least 1 character'),
  row('a port that is neither', ingest({ NMEA_PORT: 'x' }), 'NMEA_PORT', '"x"', 'must be off, or must be a number'),
  row('a name with a space', ingest({ TOPIC_PREFIX: 'a b' }), 'TOPIC_PREFIX', '"a b"', 'must be 1 to 100 of A-Z'),
  row('a URL that is none', alert({ INGEST_URL: 'ingest' }), 'INGEST_URL', '"ingest"', 'must be a URL'),
  row('a sender of CAP with a space', alert({ CAP_SENDER: 'a b' }), 'CAP_SENDER', '"a b"', 'must be without spaces'),
  row('half of TLS', alert({ TLS_CERT_FILE: 'a.pem' }), 'TLS_KEY_FILE', null, 'set both or neither'),
  row(
    'a quota that is not known',
    ingest({ QUOTAS: 'lines/s=3' }),
    'QUOTAS',
    '"lines/s=3"',
    'must be some of records/s=N',
  ),
  row(
    'an NMEA source without a name',
    ingest({ NMEA_SOURCES: 'tcp://a:1' }),
    'NMEA_SOURCES',
    '"tcp://a:1"',
    'it must be NAME=tcp-listen://HOST:PORT',
  ),
  row(
    'an NMEA source of another way',
    ingest({ NMEA_SOURCES: 'a=http://b:1' }),
    'NMEA_SOURCES',
    '"a=http://b:1"',
    'is not tcp-listen, udp-listen or tcp-connect',
  ),
  row(
    'an NMEA source without a port',
    ingest({ NMEA_SOURCES: 'a=tcp-connect://b' }),
    'NMEA_SOURCES',
    '"a=tcp-connect://b"',
    'host and port must be given',
  ),
  row(
    'an NMEA source with an option that is not known',
    ingest({ NMEA_SOURCES: 'a=tcp-connect://b:1?thinn=3' }),
    'thinn',
    'a=tcp-connect://b:1?thinn=3',
    'is not one of from, thin, kind, exercise',
  ),
  row(
    'an NMEA source that is thinned too much',
    ingest({ NMEA_SOURCES: 'a=tcp-connect://b:1?thin=9999' }),
    'thin',
    'thin=9999',
    'must be 0 to 3600 seconds',
  ),
  row(
    'NMEA open to all',
    ingest({ NMEA_HOST: '0.0.0.0' }),
    'NMEA_HOST',
    '0.0.0.0',
    'must be an address of loopback (127.0.0.1)',
  ),
  row('a Redis of another kind', windowing({ REDIS_URL: 'http://a:1' }), 'REDIS_URL', '"http://a:1"', 'redis'),
  row(
    'silence the wrong way round',
    windowing({ SOURCE_SILENT_SECONDS_MIN: '500', SOURCE_SILENT_SECONDS_MAX: '400' }),
    'SOURCE_SILENT_SECONDS_MAX',
    '"400"',
    'must not be less than SOURCE_SILENT_SECONDS_MIN',
  ),
  row(
    'Kafka’s certificate without TLS',
    ingest({ KAFKA_SSL_CA_FILE: 'ca.pem' }),
    'KAFKA_SSL_CA_FILE',
    '"ca.pem"',
    'SSL or SASL_SSL uses it',
  ),
])

const webhooks = (content: unknown) => async () => {
  const text = typeof content === 'string' ? content : JSON.stringify({ webhooks: content })
  return wordsOf(async () => readWebhooks(await file('webhooks.json', text)))
}
const webhook = { id: 'police', url: 'https://police.example/hook', secretFile: '/nowhere/secret' }

describeRefusals('a webhook', [
  row(
    'no file',
    () => wordsOf(() => readWebhooks('/nowhere/webhooks.json')),
    '/nowhere/webhooks.json',
    null,
    'give the path of a file that is there',
  ),
  row('not JSON', webhooks('{'), 'webhooks.json', null, 'is not JSON'),
  row('none', webhooks([]), 'webhooks', 'a list of 0', 'must be at least 1'),
  row(
    'an id with a space',
    webhooks([{ ...webhook, id: 'a b' }]),
    'webhooks.0.id',
    '"a b"',
    'must be 1 to 40 of a-z, 0-9 and -',
  ),
  row('a URL that is none', webhooks([{ ...webhook, url: 'police' }]), 'webhooks.0.url', '"police"', 'must be a URL'),
  row(
    'HTTP beyond this machine',
    webhooks([{ ...webhook, url: 'http://police.example' }]),
    'webhooks.0.url',
    '"http://police.example"',
    'must be https, or http on loopback',
  ),
  row(
    'a field that is not known',
    webhooks([{ ...webhook, secret: 'x' }]),
    'webhooks.0.secret',
    '"x"',
    'is not a field',
  ),
  row(
    'a severity that is not known',
    webhooks([{ ...webhook, filter: { severities: ['red'] } }]),
    'webhooks.0.filter.severities.0',
    '"red"',
    'must be one of alarm',
  ),
  row('one id twice', webhooks([webhook, webhook]), 'webhooks.1.id', '"police"', 'each must be another'),
  row(
    'a secret that is not there',
    webhooks([webhook]),
    'secretFile',
    '/nowhere/secret',
    'give the path of a file that is there',
  ),
  row(
    'a short secret',
    async () => webhooks([{ ...webhook, secretFile: await file('secret', 'short') }])(),
    'secretFile',
    'secret',
    'must hold at least 16 characters',
  ),
])

const landfall =
  (...args: readonly string[]) =>
  async () =>
    (await runInProcess(args)).stderr
/** With a file as the first operand. */
const withFile =
  (content: string, ...args: readonly string[]) =>
  async () => {
    const [command = '', ...rest] = args
    const [name = '', ...options] = rest
    const words = command.split(' ')
    return (await runInProcess([...words, await file(name, content), ...options])).stderr
  }
const HEADING = 'MMSI,BaseDateTime,LAT,LON'
const replay = (rows: string, ...options: readonly string[]) =>
  withFile(rows, 'replay', 'rows.csv', '--dry-run', ...options)

describeRefusals('a replay', [
  row(
    'a file that is not there',
    landfall('replay', '/nowhere/a.csv'),
    '/nowhere/a.csv',
    null,
    'there is no such file',
  ),
  row('an empty file', replay(''), 'rows.csv', null, 'is empty'),
  row('another format', replay('<html>'), 'rows.csv', '"<html>"', 'known: NDJSON observations; CSV with MMSI'),
  row('a heading alone', replay(HEADING), 'rows.csv', null, 'it has a heading and no rows'),
  row('--format', replay('', '--format', 'xml'), '--format', 'xml', 'must be one of ndjson, csv, nmea'),
  row('--date-order', replay('', '--date-order', 'ymd'), '--date-order', 'ymd', 'must be dmy (31/12/2022) or mdy'),
  row('--from', replay('', '--from', 'noon'), '--from', 'noon', 'must be a time in UTC, as 2022-01-03T06:00:00Z'),
  row('--box', replay('', '--box', '1,2'), '--box', '1,2', 'must be'),
  row('--speed', replay('', '--speed', 'fast'), '--speed', 'fast', 'must be a number above 0, or max'),
  row(
    '--source',
    replay('', '--source', 'a/b'),
    '--source',
    'a/b',
    'must be 1 to 64 printable characters without a slash',
  ),
  row('--url', landfall('replay', '-', '--url', 'ingest'), '--url', 'ingest', 'must be an http or https address'),
  row(
    '--token-file',
    withFile('', 'replay', 'rows.csv', '--token-file', '/nowhere/token'),
    '--token-file',
    '/nowhere/token',
    'is there such a file, and may it be read?',
  ),
  row('too few columns', replay(`${HEADING}\n1,2022-01-03`), 'columns', '2', 'the heading has 4'),
  row('a time that is none', replay(`${HEADING}\n512000001,noon,-36,175`), 'time', '"noon"', 'must'),
  row(
    'a day that may be a month',
    replay(`${HEADING}\n512000001,03/01/2022 00:00:00,-36,175`),
    'time',
    '"03/01/2022 00:00:00"',
    '--date-order dmy or mdy',
  ),
  row('a place that cannot be', replay(`${HEADING}\n512000001,2022-01-03T00:00:00,-96,175`), 'latitude', '-96', 'must'),
  row('an MMSI that is none', replay(`${HEADING}\nAroha,2022-01-03T00:00:00,-36,175`), 'mmsi', '"Aroha"', 'must'),
  row(
    'an observation without a time',
    withFile('{"type":"position"}', 'replay', 'a.ndjson', '--dry-run'),
    'observedAt',
    null,
    'must be a time, as 2026-11-23T09:30:00Z',
  ),
])

/** To a server that is not ingest. */
const sentElsewhere = async (): Promise<string> => {
  await using other = await startScriptedIngest({ treatments: [{ do: 'answer', status: 415 }] })
  const rows = await file('a.csv', `${HEADING}\n512000001,2022-01-03T00:00:00,-36,175`)
  return (await runInProcess(['replay', rows, '--url', other.url])).stderr
}
const counts = (row: string, ...options: readonly string[]) =>
  withFile(`craft,time,aboard,method\n${row}`, 'report counts', 'counts.csv', '--dry-run', ...options)

describeRefusals('what is sent, and reports', [
  row('observations to another service', sentElsewhere, '--url', '415', 'is it the ingest service?'),
  row('a bare MMSI', counts('512000001,2026-11-23 09:30,3,headcount'), 'craft', '"512000001"', 'mmsi:512000001'),
  row('a day alone', counts('mmsi:1,2026-11-23,3,headcount'), 'time', '"2026-11-23"', 'write it as 2026-11-23 09:30'),
  row(
    'a count in words',
    counts('mmsi:1,2026-11-23 09:30,some,headcount'),
    'aboard',
    '"some"',
    'must be a whole number',
  ),
  row('a method', counts('mmsi:1,2026-11-23 09:30,3,guess'), 'method', '"guess"', 'must be one of headcount'),
  row('--method', counts('', '--method', 'guess'), '--method', 'guess', 'must be one of headcount'),
  row('--craft', counts('', '--craft', '512000001'), '--craft', '512000001', 'must be scheme:value'),
  row('--time', counts('', '--time', 'noon'), '--time', 'noon', 'must be a time in UTC, as'),
  row('--sheet', counts('', '--sheet', '2'), '--sheet', '2', 'leave --sheet out'),
  row('--mapping', counts('', '--mapping', '/nowhere/map'), '--mapping', '/nowhere/map', 'is there such a file?'),
  row(
    'another table',
    withFile('a,b', 'report counts', 'b.csv'),
    'aboard',
    'b.csv',
    'name its columns so, or say with --mapping',
  ),
])

const CORNERS = [
  [170, -40],
  [171, -40],
  [171, -39],
  [170, -39],
  [170, -40],
]
const area = (properties: object, coordinates: unknown = [CORNERS], type = 'Polygon') =>
  withFile(
    JSON.stringify({ type: 'Feature', properties, geometry: { type, coordinates } }),
    'areas import',
    'area.geojson',
  )

describeRefusals('an area', [
  row('not JSON', withFile('{', 'areas import', 'area.geojson', '--area', 'nz'), 'area.geojson', null, 'JSON'),
  row('no id', area({}), '--area', null, 'the id of the area, as nz'),
  row('an id with a space', area({ areaId: 'n z' }), 'areaId', '"n z"', 'must'),
  row('a point', area({ areaId: 'nz' }, [1, 2], 'Point'), 'geometry', null, 'an area needs one'),
  row(
    'a policy that cannot be',
    area({ areaId: 'nz', policy: { threshold: 'many' } }),
    'properties.policy: threshold',
    '"many"',
    'must be a number',
  ),
  row(
    'a place that cannot be',
    area({ areaId: 'nz' }, [[[170, -95], ...CORNERS.slice(1, 4), [170, -95]]]),
    'coordinates',
    '-95',
    'must',
  ),
  row(
    '--simplify',
    withFile('', 'areas import', 'area.geojson', '--simplify', 'a lot'),
    '--simplify',
    'a lot',
    'must be a number from 0 to 100000',
  ),
])
