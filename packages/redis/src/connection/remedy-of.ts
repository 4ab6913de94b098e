type Remedy = readonly [pattern: RegExp, remedy: string]

const LOGIN = 'look at REDIS_USERNAME and REDIS_PASSWORD_FILE, or the login in REDIS_URL'
const SENTINEL_LOGIN = 'look at REDIS_SENTINEL_USERNAME and REDIS_SENTINEL_PASSWORD_FILE'
const NO_SENTINEL = 'REDIS_URL must name sentinels, whose port is 26379 as a rule'

const REMEDIES: readonly Remedy[] = [
  [
    /\bNOPERM\b|The user executing the script can't|ACL failure in script/,
    'the user that REDIS_USERNAME names needs the permissions listed in docs/operating.md, “Redis”',
  ],
  [/\b(WRONGPASS|NOAUTH)\b/, LOGIN],
  [/Hostname\/IP does not match|ERR_TLS_CERT_ALTNAME_INVALID/, 'the certificate is not for the host in REDIS_URL'],
  [/self.signed certificate|unable to (get|verify)|certificate/i, 'look at REDIS_CA_FILE, REDIS_CERT_FILE'],
  [/wrong version number|packet length too long/i, 'there is no TLS: REDIS_URL must not begin with rediss'],
  [/connect ETIMEDOUT/, 'nothing answers there, or it does so without TLS and REDIS_URL begins with rediss'],
  [/cluster support disabled/, 'there is no cluster: REDIS_URL must begin with redis:// or rediss://'],
  [/^(MOVED|ASK|CROSSSLOT)\b/, 'there is a cluster: REDIS_URL must begin with redis+cluster:// or rediss+cluster://'],
]

const SENTINEL_REMEDIES: readonly Remedy[] = [
  [/\b(WRONGPASS|NOAUTH|NOPERM)\b/, SENTINEL_LOGIN],
  [/No such master|invalid reply/, 'the name at the end of REDIS_URL is none that the sentinels monitor'],
  [/unknown command/, NO_SENTINEL],
  ...REMEDIES,
]

const found = (remedies: readonly Remedy[], message: string): string | undefined =>
  remedies.find(([pattern]) => pattern.test(message))?.[1]

/** Which setting to look at, where what Redis or its client says leads to one. */
export const remedyOf = (message: string): string | undefined => found(REMEDIES, message)

/** The same for what a sentinel says. */
export const sentinelRemedyOf = (message: string): string | undefined => found(SENTINEL_REMEDIES, message)
