import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { ObservationInput } from '@landfall/contracts'

/** How the service treats one request. */
export type Treatment =
  | { readonly do: 'take' }
  /** Takes everything, but the answer is lost. */
  | { readonly do: 'take-and-cut' }
  | { readonly do: 'cut' }
  | {
      readonly do: 'answer'
      readonly status: number
      readonly headers?: Readonly<Record<string, string>>
      readonly body?: object
    }

export type ScriptedIngest = AsyncDisposable & {
  readonly url: string
  /** Everything made durable, in order, repeats included. */
  readonly taken: readonly ObservationInput[]
  readonly requests: readonly {
    readonly count: number
    readonly atMs: number
    readonly authorization: string | undefined
  }[]
}

type Script = {
  /** For the first requests; after them everything is taken. */
  readonly treatments?: readonly Treatment[]
  readonly refuse?: (observation: ObservationInput) => string | undefined
  readonly recordsMax?: number
  readonly port?: number
}

/** An ingest service with faults that a real one shows only now and then. The end-to-end tests use the real one. */
export const startScriptedIngest = async ({
  treatments = [],
  refuse,
  recordsMax = 10_000,
  port = 0,
}: Script = {}): Promise<ScriptedIngest> => {
  const taken: ObservationInput[] = []
  const requests: { count: number; atMs: number; authorization: string | undefined }[] = []

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const lines = await readLines(request)
    const treatment = treatments[requests.length] ?? { do: 'take' }
    requests.push({ count: lines.length, atMs: performance.now(), authorization: request.headers.authorization })
    const answer = (status: number, body: object, headers = {}) => {
      response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body))
    }
    if (treatment.do === 'cut') request.socket.destroy()
    else if (treatment.do === 'answer') answer(treatment.status, treatment.body ?? {}, treatment.headers)
    else if (lines.length > recordsMax)
      answer(413, { code: 'too-many-records', message: `more than ${recordsMax} records` })
    else {
      const rejected: { index: number; reason: string }[] = []
      for (const [index, line] of lines.entries()) {
        const observation = JSON.parse(line) as ObservationInput
        const reason = refuse?.(observation)
        if (reason === undefined) taken.push(observation)
        else rejected.push({ index, reason })
      }
      if (treatment.do === 'take-and-cut') request.socket.destroy()
      else answer(202, { accepted: lines.length - rejected.length, rejected })
    }
  }

  const server = createServer((request, response) => {
    handle(request, response).catch((error) => {
      if (request.complete) throw error // Otherwise the sender went away: there is nobody to answer.
    })
  })
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  const { port: opened } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${opened}`,
    taken,
    requests,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

const readLines = async (request: IncomingMessage): Promise<readonly string[]> => {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  return Buffer.concat(chunks)
    .toString()
    .split('\n')
    .filter((line) => line !== '')
}
