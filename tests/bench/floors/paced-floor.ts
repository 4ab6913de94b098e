import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

export type PacedJob = {
  readonly brokers: string
  readonly topic: string
  readonly partitions: number
  readonly recordsPerSecond: number
  readonly batchRecords: number
  readonly seconds: number
  /** The broker, whose time is measured too. */
  readonly kafkaPid: number
}

export type PacedFloor = {
  /** Of producer and consumer together. */
  readonly cpuMsPerSecond: number
  readonly kafkaMsPerSecond: number
  /** From sending to having been read, of every batch's last record. */
  readonly delayMs: { readonly p50: number; readonly p99: number }
}

const barePaced = fileURLToPath(new URL('bare-paced.ts', import.meta.url))

/** The least that passing on so many records a second costs: a bare kafkajs producer and consumer, in a process of their own. */
export const pacedFloor = async (job: PacedJob): Promise<PacedFloor> => {
  const { stdout } = await promisify(execFile)(process.execPath, ['--no-warnings', barePaced, JSON.stringify(job)])
  return JSON.parse(stdout) as PacedFloor
}
