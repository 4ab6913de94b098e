import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { topics } from '@landfall/contracts'
import { aDistressAlert, anAlert, anInboundAlert, waitFor } from '@landfall/testkit'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { newPrefix, openLogWriter, type StartedAlert, startAlert } from '../testing/start-alert.ts'

const run = promisify(execFile)
const brokers = inject('kafkaBrokers')
const prefix = newPrefix()
const { alertId } = anAlert()
const { alertId: callId } = aDistressAlert()
const { alertId: groupId } = anInboundAlert()
// Inside the workspace, so that the examples find the packages they import.
const nearby = new URL('../../../../packages/kafka/', import.meta.url).pathname
let text: string
let folder: string
let alert: StartedAlert

beforeAll(async () => {
  text = await readFile(new URL('../../../../docs/subscribing.md', import.meta.url), 'utf8')
  folder = await mkdtemp(join(nearby, '.example-'))
  alert = await startAlert({ KAFKA_BROKERS: brokers, TOPIC_PREFIX: prefix })
  await using writer = await openLogWriter(brokers, prefix)
  await writer.alerts(anAlert(), anAlert({ version: 2 }))
  await waitFor(() => alert.store.alerts.get(alertId)?.versions.records === 2)
})
afterAll(async () => {
  await alert.close()
  await rm(folder, { recursive: true })
})

/** The fenced example of the page in which this stands. */
const example = (language: string, holds: string): string => {
  const blocks = [...text.matchAll(/```(\w+)\n([\s\S]*?)```/g)]
  const found = blocks.find(([, name, code]) => name === language && code?.includes(holds))?.[2]
  if (found === undefined) throw new Error(`no ${language} example with ${holds}`)
  return found
}

/** Not by asking for its version: kcat knows no --version. */
const has = (tool: string): Promise<boolean> =>
  run('sh', ['-c', 'command -v "$0"', tool]).then(
    () => true,
    () => false,
  )

/** Says loudly what could not be tried on this machine. */
const withTool = async (tool: string, use: () => Promise<void>): Promise<void> => {
  if (await has(tool)) return use()
  process.stderr.write(`docs/subscribing.md: ${tool} is not on this machine, its examples were NOT tried\n`)
}

test('Python: pages over REST', () =>
  withTool('python3', async () => {
    const pages = `${example('python', 'open_alerts')}\nprint([a["alertId"] for a in open_alerts("${alert.address}")])`
    expect((await run('python3', ['-c', pages])).stdout).toContain(alertId)
  }))

const runModule = async (code: string): Promise<string> => {
  const file = join(folder, `example-${Math.random().toString(36).slice(2)}.mjs`)
  await writeFile(file, code)
  return (await run(process.execPath, [file], { timeout: 60_000 })).stdout
}

test('Node: the feed, and the topic with kafkajs', async () => {
  const leave = 'console.log(id); process.exit(0)'
  const feed = example('js', 'export const follow')
  const followed = await runModule(`${feed}\nfollow('${alert.feedUrl}', ({ alertId: id }) => { ${leave} })`)
  expect(followed.trim()).toBe(alertId)
  const topic = topics(prefix).alerts.name
  const reader = example('js', 'export const readAlerts')
  const seen = `const seen = []\nawait readAlerts(${JSON.stringify(brokers.split(','))}, '${topic}', (id, alert) => {
    seen.push(alert.version); if (seen.length === 2) { console.log(seen.join()); process.exit(0) } })`
  expect((await runModule(`${reader}\n${seen}`)).trim().split('\n').at(-1)).toBe('1,2')
})

test('kcat and websocat, where they are', async () => {
  await withTool('kcat', async () => {
    const args = ['-b', brokers, '-t', topics(prefix).alerts.name, '-C', '-o', 'beginning', '-e', '-f', '%h\n%s\n']
    expect((await run('kcat', args)).stdout).toContain(alertId)
  })
  await withTool('websocat', async () => {
    const { stdout } = await run('sh', [
      '-c',
      `echo '{"type":"subscribe"}' | timeout 3 websocat -n ${alert.feedUrl} || true`,
    ])
    expect(stdout).toContain('welcome')
  })
})

// Last: the call for help and the inbound group that it adds come before the alert of the other examples.
test('curl: the REST examples as printed', () =>
  withTool('curl', async () => {
    await using writer = await openLogWriter(brokers, prefix)
    await writer.alerts(aDistressAlert(), anInboundAlert())
    await waitFor(() => alert.store.alerts.has(callId) && alert.store.alerts.has(groupId))
    const commands = [...text.matchAll(/^ {4}curl -sS '([^']+)'$/gm)].map(([, url]) => url ?? '')
    expect(commands).toHaveLength(11)
    for (const command of commands) {
      const id = /distress|near/.test(command) ? callId : command.includes('inbound') ? groupId : alertId
      const url = command.replace('http://127.0.0.1:3000', alert.address).replace('ALERT_ID', id)
      const what = url.endsWith('checklists') ? '"checklists"' : url.endsWith('gazetteer') ? '"North Cape"' : id
      expect((await run('curl', ['-sS', '--fail', url])).stdout).toContain(what)
    }
  }))
