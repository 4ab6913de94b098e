import { readFile } from 'node:fs/promises'

const TICKS_PER_SECOND = 100

/** Linux only: memory in use and processor time so far of another process. */
export const processFiguresOf = async (pid: number): Promise<{ readonly rssMb: number; readonly cpuMs: number }> => {
  const [status, stat] = await Promise.all(['status', 'stat'].map((name) => readFile(`/proc/${pid}/${name}`, 'utf8')))
  const rssKb = Number(/VmRSS:\s+(\d+)/.exec(status ?? '')?.[1])
  const fields = (stat ?? '').slice((stat ?? '').lastIndexOf(')') + 2).split(' ')
  const cpuMs = ((Number(fields[11]) + Number(fields[12])) * 1_000) / TICKS_PER_SECOND
  return { rssMb: rssKb / 1_024, cpuMs }
}
