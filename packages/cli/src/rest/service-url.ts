import type { Invocation } from '../command-line/command-definition.ts'
import { UsageError } from '../command-line/command-error.ts'

const SERVICES = {
  ingest: { variable: 'LANDFALL_INGEST_URL', fallback: 'http://127.0.0.1:3001' },
  alert: { variable: 'LANDFALL_URL', fallback: 'http://127.0.0.1:3000' },
} as const

/** Where a service is: --url, else its environment variable, else this machine. Throws a UsageError. */
export const serviceUrl = (service: keyof typeof SERVICES, { args, env }: Invocation): string => {
  const { variable, fallback } = SERVICES[service]
  const flagValue = args.text('url')
  const [name, given] = flagValue !== undefined ? ['--url', flagValue] : [variable, env[variable] ?? fallback]
  const url = URL.parse(given)
  if (url?.protocol === 'http:' || url?.protocol === 'https:') return url.href
  throw new UsageError(`${name} ${given}: must be an http or https address, as ${fallback}`)
}
