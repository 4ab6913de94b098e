import { z } from 'zod'

export const ObservationId = z
  .string()
  .max(128)
  .regex(/^[^\p{C}]+$/u, 'must be 1 to 128 printable characters')
