import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync, zstdCompressSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parseNdjson, runMain } from './testing/run-main.ts'
import { type ScriptedIngest, startScriptedIngest } from './testing/start-scripted-ingest.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'landfall-cli-'))
})
afterAll(() => rm(folder, { recursive: true }))

const HEADING = 'MMSI,BaseDateTime,LAT,LON,SOG,COG,Heading,VesselName'
const row = (index: number) =>
  `51200${1000 + (index % 7)},2022-01-03T00:00:${String(index % 60).padStart(2, '0')},-35.1,174.1,5,90,511,`
const csv = (rows: number) => `${[HEADING, ...Array.from({ length: rows }, (_, index) => row(index))].join('\n')}\n`
const file = async (name: string, content: string | Buffer): Promise<string> => {
  const path = join(folder, name)
  await writeFile(path, content)
  return path
}

describe('as a process', () => {
  test('exits with 2 after a usage error, with the reason on stderr and nothing on stdout', async () => {
    const stderr = "landfall: unknown command 'simlate'\n  (Did you mean simulate?)\n"
    expect(await runMain(['simlate'])).toEqual({ code: 2, stdout: '', stderr })
  })

  test('exits with 0 when the reader of stdout stops reading', async () => {
    const { code, stderr } = await runMain(['simulate', 'busy-sea', '--dry-run'], {
      during: async (child) => {
        await new Promise((resolve) => child.stdout?.once('data', resolve))
        child.stdout?.destroy()
      },
    })
    expect({ code, stderr: stderr.split('\n').slice(1).join('\n') }).toEqual({ code: 0, stderr: '' })
  })

  test('exits with 130 after Ctrl-C, with the counts so far and without a stack', async () => {
    await using ingest = await startScriptedIngest()
    const path = await file('slow.csv', csv(60))
    const { code, stderr } = await runMain(['replay', path, '--url', ingest.url, '--speed', '1'], {
      during: async (child) => {
        await expect.poll(() => ingest.taken.length).toBeGreaterThan(0)
        child.kill('SIGINT')
      },
    })
    expect(code).toBe(130)
    expect(stderr).toMatch(/^\d+ rows in .*: \d+ accepted, 0 refused/)
    expect(stderr).not.toContain('at ')
  })
})

describe('watch', () => {
  test('--once does not wait for a service that is not there', async () => {
    const { code, stdout, stderr } = await runMain(['watch', '--once', '--url', 'http://127.0.0.1:2'])
    expect({ code, stdout }).toEqual({ code: 69, stdout: '' })
    expect(stderr).toContain('landfall: http://127.0.0.1:2: connection refused\n  is Landfall running?')
  })
})

describe('simulate', () => {
  test('lists the scenarios, for people and for programs', async () => {
    const { stdout } = await runMain(['simulate', '--list'])
    expect(stdout.split('\n').map((line) => line.split(' ')[0])).toEqual([
      'inbound',
      'northland',
      'rally',
      'thirty',
      'thirty-one',
      'chathams',
      'distress',
      'busy-sea',
      '',
    ])
    const bare = await runMain(['simulate'])
    expect(bare).toEqual({ code: 0, stdout, stderr: 'Play one with: landfall simulate inbound\n' })
    const { stdout: json } = await runMain(['simulate', '--list', '--json'])
    expect(parseNdjson(json)).toHaveLength(8)
  })

  test('sends the whole scenario and reports how it should end', async () => {
    await using ingest = await startScriptedIngest()
    const { code, stderr } = await runMain([
      'simulate',
      'thirty-one',
      '--speed',
      'max',
      '--url',
      ingest.url,
      '--source',
      'me',
    ])
    expect(code).toBe(0)
    expect(stderr).toContain('36 accepted, 0 refused\nshould now be open: alarm, without permission 31\n')
    expect(ingest.taken).toHaveLength(36)
    expect(ingest.taken.every(({ exercise, source }) => exercise === true && source.id === 'me')).toBe(true)
  })

  test('says what should be seen as the play goes on', async () => {
    await using ingest = await startScriptedIngest()
    const { stderr } = await runMain(['simulate', 'inbound', '--speed', '600', '--url', ingest.url])
    expect(stderr).toContain('90 miles out: no mass arrival\n')
    expect(stderr).toContain('where they are bound nobody knows: inbound group, caution 0–33, likely 33\n')
    expect(stderr).toMatch(
      /ten hours ahead: inbound group, warning 0–49, likely 49, arriving \d\d:\d\d to \d\d:\d\d UTC\n/,
    )
    expect(stderr).toContain('should now be open: warning, without permission 19–35, likely 35\n')
  })

  test('plays several one after the other, and nothing when one of them is not known', async () => {
    await using ingest = await startScriptedIngest()
    const common = ['--speed', 'max', '--url', ingest.url]
    const { code, stderr } = await runMain(['simulate', 'thirty', 'thirty-one', ...common])
    expect(code).toBe(0)
    expect(stderr.match(/should now be open: .*/g)).toEqual([
      'should now be open: no alert (silent)',
      'should now be open: alarm, without permission 31',
    ])
    expect(ingest.taken).toHaveLength(72)
    expect(await runMain(['simulate', 'thirty', 'forty', ...common])).toMatchObject({ code: 2 })
    expect(ingest.taken).toHaveLength(72)
  })

  test('takes the address from the environment, and the token, which is never an argument', async () => {
    await using ingest = await startScriptedIngest()
    const env = { LANDFALL_INGEST_URL: ingest.url, LANDFALL_TOKEN: 'secret' }
    const { code, stdout } = await runMain(['simulate', 'thirty', '--speed', 'max', '--json'], { env })
    expect(code).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({ scenario: 'thirty', sent: 36, accepted: 36, refused: 0 })
    expect(ingest.requests[0]?.authorization).toBe('Bearer secret')
  })

  test('reports refusals, and exits with 1', async () => {
    await using ingest = await startScriptedIngest({
      refuse: ({ type }) => (type === 'persons' ? 'aboard 12: no' : undefined),
    })
    const { code, stderr } = await runMain(['simulate', 'thirty', '--speed', 'max', '--url', ingest.url])
    expect(code).toBe(1)
    expect(stderr).toContain('refused: aboard 12: no\n')
    expect(stderr).toContain('32 accepted, 4 refused')
  })
})

describe('replay', () => {
  test.each<readonly [string, (text: string) => string | Buffer, 'file' | 'stdin']>([
    ['plain', (text) => text, 'file'],
    ['gzip', (text) => gzipSync(text), 'stdin'],
    [
      'gzip in two members',
      (text) => Buffer.concat([gzipSync(text.slice(0, 5_000)), gzipSync(text.slice(5_000))]),
      'file',
    ],
    ['zstd', (text) => zstdCompressSync(text), 'stdin'],
    ['without a last line end', (text) => text.trimEnd(), 'stdin'],
    ['with CR LF and a byte order mark', (text) => `\ufeff${text.replaceAll('\n', '\r\n')}`, 'file'],
  ])('%s', async (name, pack, from) => {
    await using ingest = await startScriptedIngest()
    const packed = Buffer.from(pack(csv(500)))
    const path = from === 'file' ? await file(name, packed) : '-'
    const { stdout } = await runMain(['replay', path, '--url', ingest.url, '--json'], { stdin: packed })
    expect(JSON.parse(stdout)).toMatchObject({ read: 500, accepted: 500, refused: 0, leftOut: 0, withoutAnswer: 0 })
    expect(ingest.taken).toHaveLength(500)
    expect(ingest.taken.every(({ exercise }) => exercise === true)).toBe(true)
  })

  test('every row is accounted for: refused here, refused there, left out', async () => {
    await using ingest = await startScriptedIngest({
      refuse: ({ craftId }) => (craftId === 'mmsi:512001003' ? 'craftId "x": is refused there' : undefined),
    })
    const bad = '123,2022-01-03T00:00:00,91,174.1,,,,\nhalf,2022'
    const { code, stdout, stderr } = await runMain(
      ['replay', '-', '--url', ingest.url, '--json', '--from', '2022-01-03T00:00:30'],
      {
        stdin: csv(70) + bad,
      },
    )
    const sum = JSON.parse(stdout)
    expect(code).toBe(0)
    expect(sum).toMatchObject({ read: 72, withoutAnswer: 0, leftOut: 40 })
    expect(sum.accepted + sum.refused + sum.leftOut).toBe(72)
    expect(Object.keys(sum.refusals).toSorted()).toEqual(['columns', 'craftId', 'latitude'])
    expect(stderr).toContain('line 73 refused: 2 columns, the heading has 8')
    expect(stderr).toContain('craftId "x": is refused there')
  })

  test('--real leaves the exercise mark off', async () => {
    await using ingest = await startScriptedIngest()
    await runMain(['replay', '-', '--url', ingest.url, '--real'], { stdin: csv(3) })
    expect(ingest.taken.map(({ exercise }) => exercise)).toEqual([false, false, false])
  })

  test('--dry-run prints what would be sent, and sends nothing', async () => {
    const { code, stdout, stderr } = await runMain(['replay', '-', '--dry-run', '--url', 'http://127.0.0.1:2'], {
      stdin: csv(3),
    })
    expect(code).toBe(0)
    expect(parseNdjson(stdout)).toMatchObject([{ type: 'position', craftId: 'mmsi:512001000' }, {}, {}])
    expect(stderr).toContain('3 rows in')
  })

  test('--shift-to-now observes nothing in the future, and ends now', async () => {
    await using ingest = await startScriptedIngest()
    const path = await file('shift.csv', csv(60))
    const startedMs = Date.now()
    await runMain(['replay', path, '--url', ingest.url, '--shift-to-now', '--speed', 'max'])
    const times = ingest.taken.map(({ observedAt }) => Date.parse(observedAt))
    const newest = Math.max(...times)
    expect(newest - Math.min(...times)).toBe(59_000)
    expect(newest).toBeLessThanOrEqual(Date.now())
    expect(newest).toBeGreaterThanOrEqual(startedMs - 1_000) // Recorded to the second.
  })

  test('--speed keeps the recorded pace, N times', async () => {
    await using ingest = await startScriptedIngest()
    const path = await file('pace.csv', csv(6)) // Five seconds.
    const started = performance.now()
    await runMain(['replay', path, '--url', ingest.url, '--speed', '2'])
    expect(performance.now() - started).toBeGreaterThan(2_500)
    expect(ingest.requests.length).toBeGreaterThan(1) // As they came due, not all at the end.
  })

  test('a broken gzip is reported, and what was read before is sent and counted', async () => {
    await using ingest = await startScriptedIngest()
    const whole = gzipSync(Array.from({ length: 300 }, () => csv(100)).join(''), { level: 1 })
    const path = await file('broken.csv.gz', whole.subarray(0, whole.length - 2_000))
    const { code, stderr } = await runMain(['replay', path, '--url', ingest.url])
    expect(code).toBe(65)
    expect(stderr).toContain(`landfall: ${path}: the gzip data is broken: unexpected end of file`)
    const accepted = Number(/([\d,]+) accepted/.exec(stderr)?.[1]?.replace(',', ''))
    expect(accepted).toBeGreaterThan(0)
    expect(ingest.taken).toHaveLength(accepted)
  })

  test.each<readonly [string, Buffer, string]>([
    ['zip', Buffer.from('PK\u0003\u0004xxxx'), 'is packed as a zip archive: unzip -p'],
    ['html', Buffer.from('<html>\n'), 'no line is of a format that is known; it begins with "<html>"'],
  ])('%s is refused by name', async (name, content, message) => {
    const path = await file(name, content)
    const { code, stderr } = await runMain(['replay', path])
    expect(code).toBe(65)
    expect(stderr).toContain(`${path}: ${message}`)
  })

  test.each<readonly [string, string, number, string]>([
    ['empty.csv', '', 65, 'is empty'],
    ['blank.csv', '\n\r\n \n', 65, 'is empty'],
    ['heading.csv', csv(0), 1, 'nothing was taken: it has a heading and no rows'],
    ['comments.nmea', '# only\n!AIVDM,1,1,,A,4', 1, 'nothing was taken: '],
    ['early.csv', csv(3), 1, 'nothing was taken: every row was left out by --from, --to or --box'],
  ])('a recording of which nothing is taken is an error that says why: %s', async (name, text, expected, why) => {
    const path = await file(name, text)
    const { code, stderr } = await runMain(['replay', path, '--dry-run', '--from', '2023-01-01'])
    expect(stderr).toContain(`${path}: ${why}`)
    expect(code).toBe(expected)
  })

  const rows = (...times: readonly string[]): string =>
    `MMSI,BaseDateTime,LAT,LON\n${times.map((time) => `512000001,${time},-36,175\n`).join('')}`

  test.each<readonly [string, readonly string[], string, readonly string[]]>([
    [
      'a day above 12 anywhere decides',
      [],
      rows('01/03/2022 00:00:00', '13/03/2022 00:00:00'),
      ['2022-03-01', '2022-03-13'],
    ],
    ['so does a month', [], rows('01/03/2022 00:00:00', '03/13/2022 00:00:00'), ['2022-01-03', '2022-03-13']],
    ['--date-order decides', ['--date-order', 'mdy'], rows('01/03/2022 00:00:00'), ['2022-01-03']],
    [
      'the Danish heading decides',
      [],
      '# Timestamp,Type of mobile,MMSI,Latitude,Longitude\n01/03/2022 00:00:00,Class A,512000001,-36,175\n',
      ['2022-03-01'],
    ],
  ])('the order of a date: %s', async (name, options, text, days) => {
    const { code, stdout } = await runMain(['replay', await file(name, text), '--dry-run', ...options])
    expect(stdout.match(/(?<="observedAt":")[\d-]+/g)).toEqual(days)
    expect(code).toBe(0)
  })

  test('a date whose order nothing decides is refused, and one that changes is too', async () => {
    const open = await runMain(['replay', await file('open.csv', rows('01/03/2022 00:00:00')), '--dry-run'])
    expect(open).toMatchObject({ code: 1, stderr: expect.stringContaining('say which with --date-order dmy or mdy') })
    const both = rows('13/03/2022 00:00:00', '03/14/2022 00:00:00')
    const mixed = await runMain(['replay', await file('mixed.csv', both), '--dry-run'])
    expect(mixed).toMatchObject({
      code: 65,
      stderr: expect.stringContaining('its dates have no one order: line 2 has the day first, line 3 the month'),
    })
  })

  test('lines before the first that has a format are counted, and --format overrules', async () => {
    const text = `# a log\n\n>?w,0*2F\n{"not":1}\n${csv(2)}`
    const path = await file('preamble.csv', text)
    const { code, stdout } = await runMain(['replay', path, '--json', '--dry-run', '--format', 'csv'])
    expect(code).toBe(0)
    expect(parseNdjson(stdout)).toHaveLength(2)
    const wrong = await runMain(['replay', path, '--dry-run', '--format', 'xml'])
    expect(wrong).toMatchObject({ code: 2, stderr: expect.stringContaining('must be one of ndjson, csv, nmea') })
  })

  test.each([404, 405, 415])('a server that is not ingest, and answers %d, is named', async (status) => {
    const server = createServer((_request, response) => response.writeHead(status).end())
    await once(server.listen(0, '127.0.0.1'), 'listening')
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    const { code, stderr } = await runMain(['replay', '-', '--url', url], { stdin: csv(3) })
    server.close()
    expect(code).toBe(65)
    expect(stderr).toContain(`${status}: nothing there takes observations; is it the ingest service?`)
  })

  test('a service that comes later gets everything', async () => {
    const { port } = await portOf()
    let later: ScriptedIngest | undefined
    const { code, stderr } = await runMain(['replay', '-', '--url', `http://127.0.0.1:${port}`], {
      stdin: csv(10),
      during: async (_child, said) => {
        await expect.poll(said).toContain('connection refused; trying again')
        later = await startScriptedIngest({ port })
      },
    })
    expect({ code, stderr }).toMatchObject({ code: 0, stderr: expect.stringContaining('10 accepted') })
    expect(later?.taken).toHaveLength(10)
    await later?.[Symbol.asyncDispose]()
  })
})

/** A port nobody listens on. */
const portOf = async (): Promise<{ port: number }> => {
  await using ingest = await startScriptedIngest()
  return { port: Number(new URL(ingest.url).port) }
}
