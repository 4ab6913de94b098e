// The container's health: does the service inside say that it is ready? The image has no curl, and this runs every few
// seconds in every container: plain JavaScript and node:http take a third of the time that TypeScript and fetch take.
import { get } from 'node:http'

const fail = () => process.exit(1)

get({ host: '127.0.0.1', port: process.env.HTTP_PORT, path: '/health/ready', timeout: 5_000 }, ({ statusCode }) =>
  process.exit(statusCode === 200 ? 0 : 1),
)
  .on('error', fail)
  .on('timeout', fail)
