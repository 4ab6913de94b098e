import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { signRequest } from './create-webhook-delivery.ts'

const page = readFileSync(new URL('../../../docs/subscribing.md', import.meta.url), 'utf8')
const body = Buffer.from('{"alertId":"x"}')

test('the signature is an HMAC-SHA256 over the time, a dot and the body', () => {
  expect(signRequest('secret', Buffer.from('{}'), 1_700_000_000_999)).toBe(
    't=1700000000,v1=b8569b78799ff9e3cbff0fc2d63a33a2b57f3282abd07c37ae5e8e7d79a5f163',
  )
})

test('the check in docs/subscribing.md accepts it, and refuses another secret and an old time', () => {
  if (spawnSync('python3', ['--version']).status !== 0) {
    process.stderr.write('docs/subscribing.md: python3 is not on this machine, its example was NOT tried\n')
    return
  }
  const [, example] = /```python\n([^`]*is_from_landfall[^`]*)```/.exec(page) ?? []
  const check = (header: string, secret: string) => `print(is_from_landfall(b"${secret}", "${header}", b'${body}'))`
  const recent = signRequest('secret', body, Date.now())
  const old = signRequest('secret', body, Date.now() - 600_000)
  const code = [example, check(recent, 'secret'), check(recent, 'other'), check(old, 'secret')].join('\n')
  const { stdout } = spawnSync('python3', ['-c', code], { encoding: 'utf8' })
  expect(stdout.trim().split('\n')).toEqual(['True', 'False', 'False'])
})
