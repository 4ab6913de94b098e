import { once } from 'node:events'
import { createRequire } from 'node:module'
import type { Transform } from 'node:stream'

// Both are CommonJS without a usable type of their own.
const require = createRequire(import.meta.url)
type GgMessage = {
  readonly valid: boolean
  readonly aistype: number
  readonly mmsi: string
  readonly lon?: number
  readonly lat?: number
}
const { AisDecode } = require('ggencoder') as { AisDecode: new (line: string, session: object) => GgMessage }
const { default: StreamDecoder } = require('ais-stream-decoder') as {
  default: new (options: { readonly silent: boolean }) => Transform
}

/** How many messages ggencoder makes of the lines; where it throws, the line counts as refused. */
export const decodeWithGgencoder = (
  lines: readonly string[],
  see?: (message: GgMessage, line: number) => void,
): number => {
  const session = {}
  let messages = 0
  lines.forEach((line, index) => {
    try {
      const message = new AisDecode(line, session)
      if (!message.valid) return
      messages += 1
      see?.(message, index)
    } catch {
      // Counted by what is missing.
    }
  })
  return messages
}

/** How many messages ais-stream-decoder makes of the lines. It emits JSON text, which is not parsed here. */
export const decodeWithStreamDecoder = async (lines: readonly string[]): Promise<number> => {
  const decoder = new StreamDecoder({ silent: true })
  let messages = 0
  decoder.on('data', () => {
    messages += 1
  })
  decoder.on('error', () => undefined)
  for (const line of lines) decoder.write(line)
  decoder.end()
  await once(decoder, 'end')
  return messages
}
