import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

export type ConsumeJob = { readonly brokers: string; readonly topic: string; readonly records: number }

const bareConsume = fileURLToPath(new URL('bare-consume.ts', import.meta.url))

/** In a process of its own: where packages/kafka is loaded, kafkajs decodes faster than bare. See bare-consume.ts. */
export const consumeFloor = async (job: ConsumeJob): Promise<number> => {
  const { stdout } = await promisify(execFile)(process.execPath, ['--no-warnings', bareConsume, JSON.stringify(job)])
  return Number(stdout)
}
