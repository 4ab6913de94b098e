import { compareAlerts, type FeedFilter } from '@landfall/contracts'
import {
  adaptSocket,
  type ConnectSocket,
  type FeedConnection,
  type FeedEvent,
  type FeedStatus,
  openFeed,
} from '@landfall/feed-client'
import { CommandError } from '../command-line/command-error.ts'
import type { Terminal } from '../command-line/create-terminal.ts'
import { EXIT, type ExitCode } from '../command-line/exit-code.ts'
import { askService } from '../rest/ask-service.ts'
import { createVersionFold } from './create-version-fold.ts'
import { describeAlert } from './describe-alert.ts'

export type WatchSpec = {
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly filter: FeedFilter | undefined
  readonly once: boolean
  readonly asJson: boolean
  readonly terminal: Terminal
  readonly signal: AbortSignal
}

const LINES_WAITING_MAX = 10_000

/** Shows the feed until interrupted; with `once` only what is open now, without waiting for a service that is away. */
export const watchFeed = async (spec: WatchSpec): Promise<ExitCode> => {
  const { url, headers, filter, once, asJson, terminal, signal } = spec
  const done = Promise.withResolvers<ExitCode>()
  const lines = createQueue(terminal.print, done.reject)
  const { show, flush } = asJson ? showJson(lines.add) : showWords(lines.add, terminal)
  let wasConnected = false
  let probed = false

  const onEvent = (event: FeedEvent): void => {
    show(event)
    if (event.type === 'welcome') wasConnected = true
    if (event.type === 'snapshot' && once) lines.whenEmpty().then(() => done.resolve(EXIT.ok), done.reject)
    if (event.type !== 'status') return
    if (event.status.phase === 'stopped' && event.status.code !== 'closed') done.reject(stopped(event.status))
    if (event.status.phase === 'waiting' && !wasConnected && !probed) {
      // A browser's WebSocket does not say why it was refused; a plain request does.
      probed = true
      askService(new URL('/v1/alerts?limit=1', url), { headers, signal }).catch((error: unknown) => {
        if (error instanceof CommandError && (once || error.exitCode !== EXIT.unavailable)) done.reject(error)
      })
    }
  }
  signal.addEventListener('abort', () => done.reject(signal.reason), { once: true })
  const feed: FeedConnection = openFeed({
    url,
    onEvent,
    connect: await connectWithHeaders(headers),
    ...(filter === undefined ? {} : { filter }),
  })
  try {
    return await done.promise
  } finally {
    feed.close()
    flush()
  }
}

const stopped = ({ why }: { readonly why: string }) => new CommandError(EXIT.unavailable, `the feed has ended: ${why}`)

const showJson = (add: (line: string) => void) => ({
  show: (event: FeedEvent): void => add(JSON.stringify(event)),
  flush: (): void => undefined,
})

const showWords = (add: (line: string) => void, terminal: Terminal) => {
  let last = ''
  const say = (line: string) => {
    if (line !== last) terminal.say(line)
    last = line
  }
  const { style, width } = terminal
  const fold = createVersionFold({
    show: ({ alert, fromVersion }) => add(describeAlert(alert, style, { width, fromVersion })),
    nowMs: () => performance.now(),
    later: (callBack, ms) => setTimeout(callBack, ms).unref(),
  })
  const show = (event: FeedEvent): void => {
    switch (event.type) {
      case 'snapshot': {
        fold.reset(event.alerts)
        const listed = event.alerts.filter(({ listed }) => listed)
        say(listed.length === 0 ? 'watching: nothing is open' : `watching: ${listed.length} to be looked at`)
        for (const alert of listed.toSorted(compareAlerts)) add(describeAlert(alert, style, { width }))
        return
      }
      case 'alert':
        fold.add(event.alert)
        return
      case 'gap':
        say(`something was missed (${event.why}); fetching everything`)
        return
      case 'welcome':
        if (event.recovered) say('watching: going on where it left off')
        return
      case 'status':
        sayStatus(event.status, say)
        return
      case 'heartbeat':
      case 'tracks':
      case 'error': // The status that follows says why.
        return
      default:
        event satisfies never
    }
  }
  return { show, flush: fold.flush }
}

const sayStatus = (status: FeedStatus, say: (line: string) => void): void => {
  if (status.phase === 'waiting') {
    say(`not connected: ${status.why}; trying until it is there`)
  } else if (status.phase === 'live' && status.stale) {
    say('STALE: the service cannot read its log at present; there may be news it does not know')
  }
}

/** Lines wait for a slow reader of stdout, up to a limit. */
const createQueue = (print: (line: string) => Promise<void>, fail: (error: unknown) => void) => {
  let waiting = 0
  let tail = Promise.resolve()
  return {
    add: (line: string): void => {
      waiting += 1
      if (waiting > LINES_WAITING_MAX)
        fail(new CommandError(EXIT.output, `${LINES_WAITING_MAX} lines wait for a reader`))
      else {
        tail = tail.then(async () => {
          await print(line)
          waiting -= 1
        })
      }
    },
    whenEmpty: (): Promise<void> => tail,
  }
}

/** Sends a token along: Node's WebSocket, unlike a browser's, takes headers in place of sub-protocols. */
const connectWithHeaders = async (headers: Readonly<Record<string, string>>): Promise<ConnectSocket> => {
  // Node 20 has no WebSocket of its own.
  const Socket = globalThis.WebSocket ?? ((await import('ws')).WebSocket as unknown as typeof WebSocket)
  return (url, handlers) => adaptSocket(new Socket(url, { headers }), handlers)
}
