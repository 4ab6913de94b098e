const HTTP_REQUEST = /^(?:GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS|CONNECT) \S+ HTTP\/1\./
const TLS_HANDSHAKE = [0x16, 0x03]
const REFUSAL = 'this port takes NMEA 0183 sentences over TCP. Observations as JSON go to POST /v1/observations.\n'

/**
 * What to answer to a client that speaks HTTP or TLS, by its first bytes, before it is disconnected: it would wait for an answer
 * for ever. Undefined for a feeder of NMEA.
 */
export const answerToOtherProtocol = (firstBytes: Buffer): string | undefined => {
  if (TLS_HANDSHAKE.every((byte, index) => firstBytes[index] === byte)) return REFUSAL
  if (!HTTP_REQUEST.test(firstBytes.toString('latin1', 0, 2_048))) return undefined
  const head = ['HTTP/1.1 400 Bad Request', 'Content-Type: text/plain', 'Connection: close']
  return [...head, `Content-Length: ${REFUSAL.length}`, '', REFUSAL].join('\r\n')
}
