export type RedisHost = { readonly host: string; readonly port: number }

/** Where Redis is, and how it is kept available. */
export type RedisAddress = {
  /** Of the server, of the sentinels, or of some nodes of the cluster. */
  readonly hosts: readonly RedisHost[]
  readonly isTls: boolean
  readonly username?: string | undefined
  readonly password?: string | undefined
} & (
  | { readonly kind: 'server'; readonly database: number }
  | { readonly kind: 'sentinel'; readonly database: number; readonly masterName: string }
  | { readonly kind: 'cluster' }
)

type Parsed =
  | { readonly ok: true; readonly address: RedisAddress }
  /** Without what was given, which may hold a password. */
  | { readonly ok: false; readonly problem: string }

const FORMS =
  'redis://host:port, redis+sentinel://host:port,host:port/master-name or redis+cluster://host:port,host:port; rediss… for TLS'
/** Scheme, kind, user and password, hosts, path. A password ends at the last @ before the path. */
const FORM = /^(rediss?)(?:\+(sentinel|cluster))?:\/\/(?:([^/?#]*)@)?([^/?#@]+)(\/[^?#]*)?$/
const HOST = /^(?:\[([\da-fA-F:.]+)\]|([^\s:[\]]+))(?::(\d{1,5}))?$/
const PORTS = { server: 6_379, sentinel: 26_379, cluster: 6_379 } as const

const wrong = (problem: string): Parsed => ({ ok: false, problem })

/** Reads REDIS_URL. The forms with + are those of limits, coredis and other clients. */
export const parseRedisUrl = (text: string): Parsed => {
  const match = FORM.exec(text)
  if (match === null) return wrong(`must be ${FORMS}`)
  const [, scheme, given = 'server', user = '', list = '', path = ''] = match
  const kind = given as RedisAddress['kind']
  const hosts = list.split(',').map((item) => parseHost(item, PORTS[kind]))
  if (!hosts.every((host) => host !== undefined)) return wrong('each host must be host or host:port, comma separated')
  if (kind === 'server' && hosts.length > 1) return wrong(`has several hosts: must be ${FORMS}`)
  const login = parseLogin(user)
  if (login === undefined) return wrong('has a user or password that is not percent-encoded: % is %25, / is %2F')
  const common = { hosts, isTls: scheme === 'rediss', ...login }
  const names = path.split('/').slice(1)
  switch (kind) {
    case 'server': {
      const database = parseDatabase(names[0])
      if (database === undefined || names.length > 1) return wrong('must have nothing but the database after the /')
      return { ok: true, address: { ...common, kind, database } }
    }
    case 'sentinel': {
      const [masterName = '', databaseText] = names
      const database = parseDatabase(databaseText)
      if (masterName === '') return wrong('must end with /master-name, as in “sentinel monitor” of the sentinels')
      if (database === undefined || names.length > 2) return wrong('must have /master-name/database at its end')
      return { ok: true, address: { ...common, kind, masterName, database } }
    }
    case 'cluster':
      if (path !== '' && path !== '/' && path !== '/0') return wrong('must have no database: a cluster has none but 0')
      return { ok: true, address: { ...common, kind } }
    default:
      return kind satisfies never
  }
}

const parseHost = (text: string, portOfKind: number): RedisHost | undefined => {
  const [, address, name, port] = HOST.exec(text.trim()) ?? []
  const host = address ?? name
  const number = port === undefined ? portOfKind : Number(port)
  return host === undefined || number < 1 || number > 65_535 ? undefined : { host, port: number }
}

const parseLogin = (text: string): Pick<RedisAddress, 'username' | 'password'> | undefined => {
  const [, username = '', password] = /^([^:]*)(?::(.*))?$/s.exec(text) ?? []
  try {
    return {
      username: username === '' ? undefined : decodeURIComponent(username),
      password: password === undefined ? undefined : decodeURIComponent(password),
    }
  } catch {
    return undefined
  }
}

const parseDatabase = (text = '0'): number | undefined =>
  text === '' ? 0 : /^\d{1,5}$/.test(text) ? Number(text) : undefined
