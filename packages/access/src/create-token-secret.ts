import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'

const SECRET_BYTES = 32
const ID_BYTES = 5
const FORM = /^landfall_([0-9a-f]{10})_[A-Za-z0-9_-]{43}$/

export type NewSecret = { readonly id: string; readonly secret: string; readonly hash: string }

/**
 * A token as its holder keeps it: `landfall_`, its id, and 256 random bits. That many leave nothing to guess, so a plain
 * SHA-256 is as good as a slow hash.
 */
export const createTokenSecret = (): NewSecret => {
  const id = randomBytes(ID_BYTES).toString('hex')
  const secret = `landfall_${id}_${randomBytes(SECRET_BYTES).toString('base64url')}`
  return { id, secret, hash: hashSecret(secret) }
}

export const hashSecret = (secret: string): string => `sha256:${createHash('sha256').update(secret).digest('hex')}`

/** The id inside a token; null for anything that has not the form of one. */
export const idOfSecret = (secret: string): string | null => FORM.exec(secret)?.[1] ?? null

/** In constant time. */
export const isSameHash = (a: string, b: string): boolean => {
  const left = Buffer.from(a)
  const right = Buffer.from(b)
  return left.length === right.length && timingSafeEqual(left, right)
}
