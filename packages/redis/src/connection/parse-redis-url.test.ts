import { expect, test } from 'vitest'
import { parseRedisUrl } from './parse-redis-url.ts'

const at = (...hosts: readonly [string, number][]) => hosts.map(([host, port]) => ({ host, port }))

test.each([
  ['redis://a', { kind: 'server', hosts: at(['a', 6379]), isTls: false, database: 0 }],
  ['redis://a:7000/', { kind: 'server', hosts: at(['a', 7000]), isTls: false, database: 0 }],
  [
    'rediss://user:se%2Fcret@a:7000/2',
    { kind: 'server', hosts: at(['a', 7000]), isTls: true, username: 'user', password: 'se/cret', database: 2 },
  ],
  ['redis://:p@ss:word@[::1]:7000', { kind: 'server', hosts: at(['::1', 7000]), isTls: false, password: 'p@ss:word', database: 0 }], // biome-ignore format: a row
  [
    'redis+sentinel://a,b:26380, c/main',
    { kind: 'sentinel', hosts: at(['a', 26_379], ['b', 26_380], ['c', 26_379]), isTls: false, masterName: 'main', database: 0 }, // biome-ignore format: a row
  ],
  [
    'rediss+sentinel://u:p@a/main/3',
    { kind: 'sentinel', hosts: at(['a', 26_379]), isTls: true, username: 'u', password: 'p', masterName: 'main', database: 3 }, // biome-ignore format: a row
  ],
  ['redis+cluster://a:1,b:2', { kind: 'cluster', hosts: at(['a', 1], ['b', 2]), isTls: false }],
  ['rediss+cluster://a/0', { kind: 'cluster', hosts: at(['a', 6379]), isTls: true }],
])('%s', (url, address) => {
  expect(parseRedisUrl(url)).toEqual({ ok: true, address })
})

test.each([
  ['', /must be redis:\/\/host:port/],
  ['localhost:6379', /must be redis:\/\/host:port/],
  ['http://a:7000', /must be redis:\/\/host:port/],
  ['sentinel://a/main', /must be redis:\/\/host:port/],
  ['redis://a?family=6', /must be redis:\/\/host:port/],
  ['redis://a,b', /several hosts/],
  ['redis://a:70000', /each host/],
  ['redis+cluster://a,', /each host/],
  ['redis://a/main', /database/],
  ['redis+sentinel://a:26379', /master-name/],
  ['redis+sentinel://a/main/x', /master-name\/database/],
  ['redis+cluster://a/1', /no database/],
  ['redis://u:s%zz@a', /percent-encoded/],
])('%j is refused', (url, problem) => {
  expect(parseRedisUrl(url)).toEqual({ ok: false, problem: expect.stringMatching(problem) })
})

test('what is refused is not repeated: it may hold a password', () => {
  for (const url of ['http://u:s3cret@a', 'redis://u:s3cret%zz@a', 'redis://u:s3cret@a,b'])
    expect(JSON.stringify(parseRedisUrl(url))).not.toContain('s3cret')
})
