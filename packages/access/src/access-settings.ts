import { commaList } from '@landfall/runtime'
import { z } from 'zod'

/** The settings that all services with an HTTP side share; spread them into the service's schema. */
export const accessSettings = {
  /** Made by `landfall tokens add`. Absent: no tokens, loopback only. */
  TOKENS_FILE: z.string().min(1).optional(),
  SESSION_KEY_FILE: z.string().min(1).optional(),
  ALLOWED_HOSTS: commaList.default([]),
  ALLOWED_ORIGINS: commaList.default(['http://127.0.0.1:3000', 'http://localhost:3000']),
  HTTP_LOOPBACK_PUBLISHED: z
    .enum(['true', 'false'])
    .transform((text) => text === 'true')
    .default(false),
}
