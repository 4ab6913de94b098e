import swagger, { type StaticDocumentSpec } from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import type { FastifyInstance } from 'fastify'
import { ingestOpenApiDocument } from './ingest-open-api-document.ts'

/** The OpenAPI description, as a page at `/docs` and as `/docs/json`. The page cannot send: no web page may feed. */
export const ingestDocsRoutes = async (app: FastifyInstance): Promise<void> => {
  // The plugin types OpenAPI 3.0; this is 3.1, whose schemas are plain JSON Schema.
  const specification = { document: ingestOpenApiDocument() } as StaticDocumentSpec
  await app.register(swagger, { mode: 'static', specification })
  await app.register(swaggerUi, {
    routePrefix: '/docs',
    staticCSP: true,
    logLevel: 'warn',
    uiConfig: { supportedSubmitMethods: [] },
  })
}
