import { execFile } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { type MassArrivalAlert, type TrackedCraft, topics } from '@landfall/contracts'
import { openFeed } from '@landfall/feed-client'
import { freePort } from '@landfall/infra-local'
import { readTopic } from '@landfall/kafka'
import { createLogger } from '@landfall/runtime'
import { waitFor } from '@landfall/testkit'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { createBarrier, isBarrierAlert } from './create-barrier.ts'
import { feedObservations } from './feed-observations.ts'
import { followAlerts } from './follow-alerts.ts'
import { type RunningSystem, startSystem } from './start-system.ts'

// The demo of docs/feeding.md, its commands run by a shell as they are printed, in a system of its own.

const root = fileURLToPath(new URL('../..', import.meta.url))
const { LANDFALL_RECORDINGS: recordings = join(root, '../shared/recordings') } = process.env
const FILES = ['nmea/amsa-nz-2.txt', 'nmea/amsa-australia.txt.gz'].map((name) => join(recordings, name))
const missing = FILES.filter((path) => !existsSync(path))
for (const path of missing) process.stderr.write(`NOT TESTED, the demo of docs/feeding.md: ${path} is not there\n`)

const page = readFileSync(join(root, 'docs/feeding.md'), 'utf8')
const demo = page.slice(page.indexOf('## A demo with recordings'))
const commands = [...demo.matchAll(/```bash\n([^`]*)```/g)].map(([, command = '']) => command)

// Where no netcat is installed, the shell itself can do what the page asks of it.
const NETCAT = 'command -v nc > /dev/null || nc() { exec 3<>"/dev/tcp/$2/$3"; cat >&3; exec 3>&-; }; set -o pipefail;'

const prefix = `t${randomUUID().slice(0, 8)}`
const LINES_NZ = 947
const LINES_AUSTRALIA = 44_687

let system: RunningSystem
let nmeaPort: number
const craft = new Map<string, TrackedCraft>()
const closing: (() => void)[] = []

beforeAll(async () => {
  if (missing.length > 0) return
  nmeaPort = await freePort()
  const env = { NMEA_PORT: String(nmeaPort) }
  system = await startSystem({ kafkaBrokers: inject('kafkaBrokers'), redisUrl: inject('redisUrl'), prefix, env })
  const { close } = openFeed({
    url: system.alertUrl,
    tracks: true,
    onEvent: (event) => {
      if (event.type === 'tracks') for (const one of event.craft) craft.set(one.craftId, one)
    },
  })
  closing.push(close)
})
afterAll(async () => {
  for (const close of closing) close()
  await system?.[Symbol.asyncDispose]()
})

const run = async (command: string): Promise<string> => {
  const here = command
    .replaceAll('http://127.0.0.1:3001', system.ingestUrl)
    .replaceAll('127.0.0.1 10110', `127.0.0.1 ${nmeaPort}`)
    .replaceAll('../shared/recordings', recordings)
  const env = {
    ...process.env,
    LANDFALL_URL: system.alertUrl,
    LANDFALL_INGEST_URL: system.ingestUrl,
    PATH: `${dirname(process.execPath)}${delimiter}${process.env['PATH'] ?? ''}`,
  }
  const { stdout, stderr } = await promisify(execFile)('bash', ['-c', NETCAT + here], { cwd: root, env })
  return stdout + stderr
}

const metric = async (start: string): Promise<number> => {
  const text = await (await fetch(`${system.ingestUrl}/metrics`)).text()
  const lines = text.split('\n').filter((line) => line.startsWith(start))
  return lines.reduce((sum, line) => sum + Number(line.split(' ').at(-1)), 0)
}
/** All lines read, and what was made of them acknowledged by Kafka. */
const untilTaken = async (lines: number): Promise<void> => {
  const isTaken = async () =>
    (await metric('landfall_ingest_nmea_lines_total')) >= lines &&
    (await metric('landfall_ingest_nmea_waiting_bytes')) === 0 &&
    (await metric('landfall_ingest_accepted_total{where="ingest/nmea"')) >=
      (await metric('landfall_ingest_nmea_observations_total'))
  await waitFor(isTaken, { what: `${lines} lines to be taken` })
}
const versions = async (): Promise<readonly MassArrivalAlert[]> => {
  const logger = createLogger({ name: 'test', level: 'silent' })
  const kafka = { brokers: inject('kafkaBrokers').split(','), clientId: prefix, logger }
  const all: MassArrivalAlert[] = []
  for await (const { value } of readTopic({ ...kafka, topic: topics(prefix).alerts.name })) {
    all.push(JSON.parse(String(value)) as MassArrivalAlert)
  }
  return all.filter((alert) => !alert.exercise && !isBarrierAlert(alert))
}
const named = (): readonly TrackedCraft[] => [...craft.values()].filter(({ name }) => name !== undefined)

test.runIf(missing.length === 0)(
  'recordings into the port: craft with names, an alert with the right arrivals; shuffled and sent again: nothing',
  async () => {
    const [pipe = '', count = '', watch = '', again = '', australia = '', ...more] = commands
    expect(more).toEqual([])
    const followed = followAlerts(system.alertUrl)
    closing.push(followed[Symbol.dispose])
    const post = (observations: Parameters<typeof feedObservations>[1]) =>
      feedObservations(system.ingestUrl, observations)
    const barrier = createBarrier({
      post,
      alerts: followed.alerts,
      observedAt: '2012-02-01T22:30:00.000Z',
      exercise: false,
    })

    await run(pipe)
    await untilTaken(LINES_NZ)
    await waitFor(() => craft.get('mmsi:565050000')?.name === 'FORUM FIJI', { what: 'names' })
    await waitFor(() => craft.size === 125, { what: '125 craft on the feed' })
    expect(named().length).toBeGreaterThan(115)

    expect(await run(count)).toContain('{"accepted":3,"rejected":[]}')
    await waitFor(async () => (await versions()).length > 0, { what: 'the alert' })
    // By hand, from the file. Line 737, TARAGO, and 732, FORUM FIJI: heard c:1328131205 = 21:20:05 by satellite; their
    // reports say second 9 and 6 of the ship's clock. The latest such second not after 21:20:07 (the station's clock may
    // be 2 s behind) is 21:19:09, and 21:20:06. Line 374, MSC MONICA: heard c:1328131301 = 21:21:41, second 41: 21:21:41.
    // No earlier line of theirs is inside or outside the area, so these are arrivals. TARAGO to MONICA 22.4 nm, MONICA to
    // FIJI 2.4 nm: one cluster, 11 + 12 + 10 = 33, counted heads without permission: an alarm. Two of them are 23 at most.
    const [alert] = await versions()
    expect(alert).toMatchObject({
      version: 1,
      status: 'open',
      severity: 'alarm',
      areaId: 'nz',
      unauthorised: { min: 33, likely: 33, max: 33 },
      firstArrivalAt: '2012-02-01T21:19:09.000Z',
      lastArrivalAt: '2012-02-01T21:21:41.000Z',
    })
    expect(
      alert?.craft.map(({ name, arrivedAt, longitude, latitude }) => [name, arrivedAt, longitude, latitude]),
    ).toEqual([
      ['MV TARAGO', '2012-02-01T21:19:09.000Z', 175.3965, -36.391333],
      ['FORUM FIJI', '2012-02-01T21:20:06.000Z', 174.973383, -36.183133],
      ['MSC MONICA', '2012-02-01T21:21:41.000Z', 174.98389, -36.221943],
    ])
    await waitFor(() => followed.alerts().length > 0)
    expect(await run(watch)).toMatch(new RegExp(`ALARM .*33 .*3 craft  nz .*${alert?.alertId} v1`))

    // A restarted ingest remembers nothing of what it has sent: everything goes all the way once more.
    const before = await versions()
    await system.kill('ingest', 'SIGTERM')
    await system.restart('ingest')
    const said = await run(again)
    expect(said).toContain('854')
    await untilTaken(LINES_NZ)
    await barrier.pass()
    expect(await versions()).toEqual(before)

    const known = named().length
    await run(australia)
    await untilTaken(LINES_NZ + LINES_AUSTRALIA)
    // Of 1,604 craft with a position 775 have said their name.
    await waitFor(() => named().length > known + 700, { what: 'the craft off Australia' })
    expect(await versions()).toEqual(before)
  },
)
