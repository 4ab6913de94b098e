import { succeeds } from '../process/run-command.ts'

const ASK_MS_MAX = 5_000

/** True if a Docker engine answers. Its absence is normal and not reported. */
export const isDockerAvailable = (): Promise<boolean> =>
  succeeds('docker', ['version', '--format', '{{.Server.Version}}'], ASK_MS_MAX)

/** True if `docker compose` is there as well: the engine alone does not bring it. */
export const isComposeAvailable = async (): Promise<boolean> =>
  (await isDockerAvailable()) && (await succeeds('docker', ['compose', 'version'], ASK_MS_MAX))
