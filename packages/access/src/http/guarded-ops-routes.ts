import { type OpsDeps, opsRoutes } from '@landfall/runtime'
import type { FastifyPluginAsync } from 'fastify'
import { Role } from '../role.ts'
import type { RequestGuard } from './create-request-guard.ts'

export type GuardedOpsDeps = Pick<OpsDeps, 'metrics' | 'health'> & { readonly requestGuard: RequestGuard }

/** Whoever has any token. */
export const ANY_ROLE: readonly Role[] = Role.options

/** Health and metrics. The status of a probe is for all; its details and the metrics are for whoever passes the checks. */
export const guardedOpsRoutes =
  ({ metrics, health, requestGuard }: GuardedOpsDeps): FastifyPluginAsync =>
  async (app) => {
    await app.register(
      opsRoutes({
        metrics,
        health,
        maySeeParts: ({ principal }) => principal !== null,
        guardMetrics: (scope) => requestGuard.requireRoles(scope, ANY_ROLE),
      }),
    )
  }
