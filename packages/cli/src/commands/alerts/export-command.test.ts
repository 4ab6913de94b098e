import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { runInProcess } from '../../testing/run-in-process.ts'

test('a history that comes in pages is exported whole', async () => {
  const pages: Readonly<Record<string, object>> = {
    '': { entries: [{ version: 1 }, { version: 2 }], nextCursor: '2' },
    '2': { entries: [{ version: 3 }], nextCursor: null },
  }
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://localhost')
    const page = pathname === '/v1/alerts/nz-1/history' ? pages[searchParams.get('cursor') ?? ''] : undefined
    response.writeHead(page === undefined ? 404 : 200).end(JSON.stringify({ alertId: 'nz-1', ...page }))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const { code, stdout } = await runInProcess(['export', 'nz-1', '--history', '--url', url])
  server.close()
  expect({ code, history: JSON.parse(stdout) }).toEqual({
    code: 0,
    history: { alertId: 'nz-1', entries: [{ version: 1 }, { version: 2 }, { version: 3 }], nextCursor: null },
  })
})
