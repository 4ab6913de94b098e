import { once } from 'node:events'
import { createReadStream, existsSync, readFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { json as readJson, text as readText } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import type { ServerFrame } from '@landfall/contracts'
import { defaultAreaUrl, defaultGazetteerUrls } from '@landfall/geo'
import { type WebSocket, WebSocketServer } from 'ws'

const dist = fileURLToPath(new URL('../../../services/console/dist/', import.meta.url))
const areas = { features: [JSON.parse(readFileSync(defaultAreaUrl, 'utf8')) as unknown] }
const gazetteers = defaultGazetteerUrls.map((url) => JSON.parse(readFileSync(url, 'utf8')) as { features: object[] })
const gazetteer = { ...gazetteers[0], features: gazetteers.flatMap(({ features }) => features) }
const TYPES: Readonly<Record<string, string>> = {
  html: 'text/html',
  js: 'text/javascript',
  mjs: 'text/javascript',
  css: 'text/css',
  geojson: 'application/json',
}

type FeedScript = {
  /** What a page that has just subscribed is sent. */
  readonly opening: () => readonly ServerFrame[]
  readonly history: (alertId: string) => unknown
  /** The answer to an action; without it, none is known. */
  readonly act?: (action: ServedAction) => { readonly status: number; readonly body: unknown }
  /** What else of REST is answered; undefined: not found. */
  readonly rest?: (asked: RestRequest) => unknown
}

export type RestRequest = { readonly method: string; readonly path: string; readonly body: unknown }

/** An action as the page posted it. */
export type ServedAction = {
  readonly alertId: string
  readonly key: string
  readonly body: { readonly action: string; readonly expectedVersion: number }
}

/**
 * The built page with a scripted feed, as quick as it is read: for measuring, where eight hours must not take eight hours, and for
 * tests of what the page alone does. What it does with the services is tested on the real ones.
 */
export const serveFeed = async ({ opening, history, act, rest }: FeedScript) => {
  const sockets = new Set<WebSocket>()
  let acknowledged = 0
  const json = (response: ServerResponse, body: unknown): void => {
    response.setHeader('content-type', 'application/json').end(JSON.stringify(body))
  }
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost')
    if (pathname === '/v1/session') return json(response, { name: 'anna', role: 'operator', needsLogin: false })
    if (pathname === '/v1/areas') return json(response, areas)
    if (pathname === '/v1/gazetteer') return json(response, gazetteer)
    const [, alertId] = /^\/v1\/alerts\/([^/]+)\/history$/.exec(pathname) ?? []
    if (alertId !== undefined) return json(response, { entries: history(alertId), nextCursor: null })
    const [, actedOn] = /^\/v1\/alerts\/([^/]+)\/actions$/.exec(pathname) ?? []
    if (actedOn !== undefined && act !== undefined) {
      const key = String(request.headers['idempotency-key'])
      return void readJson(request).then((body) => {
        const answer = act({ alertId: decodeURIComponent(actedOn), key, body: body as ServedAction['body'] })
        response.statusCode = answer.status
        json(response, answer.body)
      })
    }
    if (rest !== undefined && pathname.startsWith('/v1/')) return void answerRest(rest, request, pathname, response)
    const name = pathname === '/' ? 'index.html' : pathname.slice(1)
    if (name.includes('..') || !existsSync(dist + name)) return void response.writeHead(404).end()
    response.setHeader('content-type', TYPES[name.split('.').at(-1) ?? ''] ?? 'application/octet-stream')
    createReadStream(dist + name).pipe(response)
  })
  new WebSocketServer({ server }).on('connection', (socket) => {
    socket.once('message', () => {
      for (const frame of opening()) socket.send(JSON.stringify(frame))
      sockets.add(socket)
      socket.on('message', (data) => {
        acknowledged = Number(String(data))
      })
    })
    socket.on('close', () => sockets.delete(socket))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    send: (frame: ServerFrame): void => {
      const text = JSON.stringify(frame)
      for (const socket of sockets) socket.send(text)
    },
    /** The greatest number that the page has sent back. */
    acknowledged: () => acknowledged,
    listeners: () => sockets.size,
    cut: (): void => {
      for (const socket of sockets) socket.terminate()
      sockets.clear()
    },
    [Symbol.dispose]: (): void => void server.close(),
  }
}

const answerRest = async (
  rest: NonNullable<FeedScript['rest']>,
  request: IncomingMessage,
  path: string,
  response: ServerResponse,
): Promise<void> => {
  const text = await readText(request)
  const answer = rest({ method: request.method ?? '', path, body: text === '' ? null : JSON.parse(text) })
  if (answer === undefined) response.writeHead(404).end()
  else response.setHeader('content-type', 'application/json').end(JSON.stringify(answer))
}
