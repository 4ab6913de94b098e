import { isIP, type Socket } from 'node:net'
import { connect } from 'node:tls'
import type { TlsFiles } from './read-tls-files.ts'

type TlsSocketSpec = TlsFiles & {
  readonly host: string
  readonly port: number
  readonly serverName: string | undefined
  readonly beneath: Socket | undefined
}

/** A broker that stands still would leave the connection half open for ever. */
const HANDSHAKE_MS_MAX = 3_000

/** Certificate and name of the broker are always verified; TLS 1.2 is the least. */
export const openTlsSocket = ({ host, port, serverName, beneath, ...files }: TlsSocketSpec): Socket => {
  const socket = connect({
    ...files,
    ...(beneath === undefined ? { port } : { socket: beneath }),
    host,
    servername: serverName ?? (isIP(host) === 0 ? host : ''), // Addresses are verified too, but not sent (RFC 6066).
    minVersion: 'TLSv1.2',
    rejectUnauthorized: true, // Whatever NODE_TLS_REJECT_UNAUTHORIZED says.
  })
  socket.setTimeout(HANDSHAKE_MS_MAX, () => socket.destroy())
  socket.once('secureConnect', () => socket.setTimeout(0))
  return socket
}
