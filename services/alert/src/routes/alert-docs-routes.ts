import swagger from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import type { FastifyPluginAsync } from 'fastify'
import { alertOpenApiDocument } from '../documents/alert-open-api-document.ts'
import { asyncApiDocument } from '../documents/async-api-document.ts'

export type AlertDocsRoutesDeps = { readonly serviceVersion: string }

/** The documents, for people and for generators: `/docs`, `/docs/json` (REST) and `/docs/asyncapi.json` (topics and feed). */
export const alertDocsRoutes =
  ({ serviceVersion }: AlertDocsRoutesDeps): FastifyPluginAsync =>
  async (app) => {
    const asyncApi = asyncApiDocument(serviceVersion)
    app.get('/docs/asyncapi.json', async () => asyncApi)
    const document = alertOpenApiDocument(serviceVersion) as never // Its types stop at OpenAPI 3.0.
    await app.register(swagger, { mode: 'static', specification: { document } })
    await app.register(swaggerUi, { routePrefix: '/docs', theme: { title: 'Landfall: REST' } })
  }
