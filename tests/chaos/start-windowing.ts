import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { freePort } from '@landfall/infra-local'
import { waitFor } from '@landfall/testkit'

const MAIN = fileURLToPath(import.meta.resolve('@landfall/windowing/main'))
const READY_MS_MAX = 90_000
const DISCARDED = /landfall_windowing_unreadable_states_total\{[^}]*\} (\d+)/g

type Readiness = { readonly parts: { readonly groups: { readonly detail: string } } }

/** One windowing instance as a process of its own. */
export type WindowingProcess = {
  readonly isReady: () => Promise<boolean>
  readonly signal: (signal: NodeJS.Signals) => void
  /** The partitions of the groups stage that it owns: it emits the alerts of their areas. */
  readonly groupsPartitions: () => Promise<readonly number[]>
  /** How many stored states it has discarded, since they were not as it writes them. */
  readonly discardedStates: () => Promise<number>
  /** Resolves when it is gone, with its exit code; null where the signal ended it. */
  readonly end: (signal: 'SIGTERM' | 'SIGKILL') => Promise<number | null>
  /** How it ended by itself; undefined while it runs or when it was asked to. */
  readonly fault: () => string | undefined
}

export const startWindowing = async (
  env: Readonly<Record<string, string>>,
  main: string = MAIN,
): Promise<WindowingProcess> => {
  const port = await freePort()
  const child: ChildProcess = spawn(process.execPath, [main], {
    env: { ...process.env, LOG_LEVEL: 'error', ...env, HTTP_PORT: String(port) },
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  const exited = once(child, 'exit')
  let isAskedToEnd = false
  let fault: string | undefined
  exited.then(
    ([code, signal]) => {
      if (!isAskedToEnd) fault = `ended with ${code ?? signal}`
    },
    () => {},
  )
  const readiness = () => fetch(`http://127.0.0.1:${port}/health/ready`)
  const isReady = () =>
    readiness().then(
      ({ ok }) => ok,
      () => false,
    )
  await waitFor(async () => fault !== undefined || (await isReady()), {
    timeoutMs: READY_MS_MAX,
    what: 'a windowing instance to be ready',
  })
  if (fault !== undefined) throw new Error(`a windowing instance ${fault} while it started`)
  return {
    isReady,
    signal: (signal) => child.kill(signal),
    groupsPartitions: async () => {
      const { parts } = (await (await readiness()).json()) as Readiness
      return [...parts.groups.detail.matchAll(/\d+/g)].map(Number)
    },
    discardedStates: async () => {
      const text = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text()
      return [...text.matchAll(DISCARDED)].reduce((sum, [, value]) => sum + Number(value), 0)
    },
    end: async (signal) => {
      isAskedToEnd = true
      child.kill('SIGCONT') // A stopped process would not hear SIGTERM.
      child.kill(signal)
      const [code] = (await exited) as [number | null]
      return code
    },
    fault: () => fault,
  }
}
