import { readFileSync } from 'node:fs'
import type { z } from 'zod'
import type { RedisClient } from './connection/create-redis-client.ts'

type Script<Reply> = { readonly name: string; readonly file: string; readonly reply: z.ZodType<Reply> }
type Command = (args: readonly (string | number)[]) => Promise<unknown>

/** Of each script, in this order: position and entries of one partition, and so one slot of a cluster. */
const KEYS_COUNT = 2

/**
 * Loads one .lua file as a typed function: first its keys, then its arguments. They go over as one array, which ioredis
 * flattens: a call with 100,000 arguments would overflow the stack. A server that does not have the script gets its text.
 */
export const defineScript = <Reply>(redis: RedisClient, { name, file, reply }: Script<Reply>) => {
  redis.defineCommand(name, {
    numberOfKeys: KEYS_COUNT,
    lua: readFileSync(new URL(file, import.meta.url), 'utf8'),
  })
  const command = (redis as unknown as Readonly<Record<string, Command>>)[name]
  if (command === undefined) throw new RangeError(`script ${name} was not defined`)
  return async (args: readonly (string | number)[]): Promise<Reply> => reply.parse(await command.call(redis, args))
}
