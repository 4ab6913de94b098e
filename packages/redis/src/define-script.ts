import { readFileSync } from 'node:fs'
import type { Redis } from 'ioredis'
import type { z } from 'zod'

type Script<Reply> = {
  readonly name: string
  readonly file: URL
  readonly keys: number
  readonly reply: z.ZodType<Reply>
}
type Command = (args: readonly (string | number)[]) => Promise<unknown>

/**
 * Loads one .lua file as a typed function: first its keys, then its arguments. They go over as one array, which ioredis
 * flattens: a call with 100,000 arguments would overflow the stack.
 */
export const defineScript = <Reply>(redis: Redis, { name, file, keys, reply }: Script<Reply>) => {
  redis.defineCommand(name, { numberOfKeys: keys, lua: readFileSync(file, 'utf8') })
  const command = (redis as unknown as Readonly<Record<string, Command>>)[name]
  if (command === undefined) throw new RangeError(`script ${name} was not defined`)
  return async (args: readonly (string | number)[]): Promise<Reply> => reply.parse(await command.call(redis, args))
}
