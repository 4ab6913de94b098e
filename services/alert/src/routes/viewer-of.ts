import type { FastifyRequest } from 'fastify'
import type { Viewer } from '../domain/operator-side.ts'

/** How much the one who asks may see. */
export type ViewerOf = (request: FastifyRequest) => Viewer
