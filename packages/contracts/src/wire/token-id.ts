import { z } from 'zod'

/** The id of a token, as `landfall tokens list` shows it. It is part of the token, but not secret. */
export const TokenId = z.string().max(64)
