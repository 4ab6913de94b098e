import swagger from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import type { FastifyPluginAsync } from 'fastify'
import { openApiDocument } from '../documents/openapi.ts'

export type DocsRoutesDeps = { readonly serviceVersion: string }

/** The REST documents, for people and for generators: `/docs` and `/docs/json`. */
export const docsRoutes =
  ({ serviceVersion }: DocsRoutesDeps): FastifyPluginAsync =>
  async (app) => {
    const document = openApiDocument(serviceVersion) as never // Its types stop at OpenAPI 3.0.
    await app.register(swagger, { mode: 'static', specification: { document } })
    await app.register(swaggerUi, { routePrefix: '/docs', staticCSP: true, theme: { title: 'Landfall: REST' } })
  }
