import { open, stat } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'

const POLL_MS = 50
const TAIL_BYTES = 8_192
const TAIL_LINES = 20

type Wait = { readonly fromBytes: number; readonly deadlineMs: number; readonly exited: Promise<unknown> }

export const logSize = async (file: string): Promise<number> => (await stat(file).catch(() => null))?.size ?? 0

/** True once the text appears in the log after `fromBytes`; false if the writer ends or the time runs out first. */
export const awaitLogLine = async (
  file: string,
  text: string,
  { fromBytes, deadlineMs, exited }: Wait,
): Promise<boolean> => {
  const untilMs = Date.now() + deadlineMs
  let ended = false
  void exited.then(() => {
    ended = true
  })
  while (Date.now() < untilMs) {
    const lastLook = ended
    if ((await readFrom(file, fromBytes)).includes(text)) return true
    if (lastLook) return false
    await sleep(POLL_MS)
  }
  return false
}

/** What the user needs of a log when the program it belongs to has failed. */
export const lastLines = async (file: string): Promise<string> => {
  const text = await readFrom(file, Math.max(0, (await logSize(file)) - TAIL_BYTES))
  return text.trimEnd().split('\n').slice(-TAIL_LINES).join('\n')
}

const readFrom = async (file: string, fromBytes: number): Promise<string> => {
  await using handle = await open(file).catch(() => null)
  if (handle === null) return ''
  const length = (await handle.stat()).size - fromBytes
  if (length <= 0) return ''
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, fromBytes)
  return buffer.toString('utf8', 0, bytesRead)
}
