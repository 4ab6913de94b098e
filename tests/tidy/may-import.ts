/**
 * Which part may import which (design.md §9). A new arrow is a decision and needs a record first. Tests,
 * and what only tests use, may import any package, and of the services only their own.
 */
export const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  'packages/contracts': [],
  'packages/geo': [],
  'packages/runtime': [],
  'packages/access': ['contracts', 'runtime'],
  'packages/ais': ['contracts', 'geo'],
  'packages/kafka': ['contracts', 'runtime'],
  'packages/mass-arrivals': ['contracts', 'geo'],
  'packages/redis': ['runtime'],
  'packages/simulator': ['contracts'],
  'packages/feed-client': ['contracts', 'runtime'], // Of runtime the backoff alone: check-feed-client.ts.
  'packages/cli': [
    'access',
    'ais',
    'contracts',
    'feed-client',
    'geo',
    'kafka',
    'mass-arrivals',
    'redis',
    'runtime',
    'simulator',
    'stage',
  ],
  'packages/stage': ['kafka', 'redis', 'runtime'],
  'packages/testkit': ['contracts'],
  'services/ingest': ['access', 'ais', 'contracts', 'kafka', 'runtime'],
  'services/windowing': ['access', 'contracts', 'geo', 'kafka', 'mass-arrivals', 'redis', 'runtime', 'stage'],
  'services/alert': ['access', 'contracts', 'geo', 'kafka', 'mass-arrivals', 'runtime'],
  'services/webhooks': ['access', 'contracts', 'geo', 'kafka', 'runtime'],
  'services/console': ['contracts', 'feed-client'],
  'infra/local': ['contracts', 'kafka', 'redis', 'runtime'],
  'infra/docker': [],
}

export const SERVICES: readonly string[] = Object.keys(MAY_IMPORT)
  .filter((home) => home.startsWith('services/'))
  .map((home) => home.slice('services/'.length))

/** A library with one home, so that it can be exchanged there; and who else needs the bare thing. */
export const HOMES: readonly { readonly library: string; readonly home: string; readonly also: readonly string[] }[] = [
  // The floors of the benches are bare kafkajs, that is what they measure. A topic is grown or deleted, and an
  // ACL given, by nobody but operators.
  {
    library: 'kafkajs',
    home: 'packages/kafka/',
    also: ['tests/bench/floors/', 'tests/grown-topic/', 'tests/kafka-acls/', 'tests/losses/'],
  },
  { library: 'ioredis', home: 'packages/redis/', also: [] },
]

/** Where the pure core is: the whole of the package, and what a service decides by itself. */
export const DOMAIN = /^packages\/mass-arrivals\/src\/|^services\/[^/]+\/src\/domain\//

/** What the pure core may know besides its own files. A hash is a function of its input, a persistent map a value. */
export const DOMAIN_MAY_IMPORT: readonly string[] = [
  '@landfall/contracts',
  '@landfall/contracts/hashes',
  '@landfall/geo',
  '@landfall/mass-arrivals',
  'immutable',
  'node:crypto',
]

export const LINES_MAX = 200
export const TEST_LINES_MAX = 400

/** Longer than the limit, each with the reason. */
export const LONG_FILES: Readonly<Record<string, string>> = {
  'packages/ais/src/payload/decode-payload.test.ts': 'one table of recorded sentences and what they say',
}
