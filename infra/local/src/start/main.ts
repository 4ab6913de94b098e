import { readConfigOrExit } from '@landfall/runtime'
import { LocalError } from '../process/local-error.ts'
import { sayToTerminal as say } from '../process/with-progress.ts'
import { awaitStop } from './await-stop.ts'
import { parseStartArgs, USAGE } from './parse-start-args.ts'
import { startLandfall } from './start-landfall.ts'
import { StartSettings } from './start-settings.ts'
import { takeStartLock } from './take-start-lock.ts'

const STOP_MS_MAX = 60_000

/** `npm start`: exit code 0 after Ctrl-C, 1 when something failed or ended by itself, 78 for invalid settings. */
const main = async (): Promise<void> => {
  const args = parseStartArgs(process.argv.slice(2))
  if (args.help) return void process.stdout.write(`${USAGE}\n`)
  const settings = readConfigOrExit(StartSettings, process.env)
  const { npm_lifecycle_event: npmScript } = process.env
  const stopped = awaitStop({ watchParent: npmScript !== undefined })
  const lock = await Promise.race([takeStartLock(say), stopped])
  if (typeof lock === 'string') return // Stopped while it waited for another run to end.
  await using open = new AsyncDisposableStack()
  open.defer(lock.release)
  try {
    const running = startLandfall(open, { args, settings, env: process.env, say })
    running.catch(() => {}) // A start that fails because Ctrl-C stopped what it needs is of no interest.
    const reason = await Promise.race([stopped, running.then(({ failed }) => failed)])
    say(`\nStopping (${reason}) …`)
  } finally {
    await lock.announceStopping()
    // What is started while it is stopped, or does not stop, dies with this process: see spawn-supervised.ts.
    setTimeout(() => process.exit(1), STOP_MS_MAX).unref()
  }
}

try {
  await main()
  process.exit(0)
} catch (error) {
  say(error instanceof LocalError ? error.message : String(error instanceof Error ? error.stack : error))
  process.exit(1)
}
