import { z } from 'zod'

const list = z.string().transform((text) =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== ''),
)

/** The settings that every service with an HTTP side has alike; spread them into its own schema. */
export const accessSettings = {
  /** Made by `landfall tokens add`. Absent: no tokens, loopback only. */
  TOKENS_FILE: z.string().min(1).optional(),
  SESSION_KEY_FILE: z.string().min(1).optional(),
  ALLOWED_HOSTS: list.default([]),
  ALLOWED_ORIGINS: list.default(['http://127.0.0.1:3000', 'http://localhost:3000']),
  HTTP_LOOPBACK_PUBLISHED: z
    .enum(['true', 'false'])
    .transform((text) => text === 'true')
    .default(false),
}
