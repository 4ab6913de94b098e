import type { FastifyRequest } from 'fastify'
import type { Reader } from '../domain/operator-side.ts'

/** How much the one who asks may see. */
export type ReaderOf = (request: FastifyRequest) => Reader
