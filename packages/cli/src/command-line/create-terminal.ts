import { once } from 'node:events'
import { styleText } from 'node:util'

type One = Exclude<Parameters<typeof styleText>[0], readonly unknown[]>
type Format = One | readonly One[]

/** Results go to stdout, so that they can be piped; everything said to the person goes to stderr. */
export type Terminal = {
  /** A line of the result. Waits while the reader is slow. */
  readonly print: (line: string) => Promise<void>
  readonly say: (line: string) => void
  /** The line that is rewritten in place; null takes it away. Only where stderr is a terminal. */
  readonly progress: (line: string | null) => void
  readonly showsProgress: boolean
  /** Colour for stdout, where that is a terminal and nobody asked for none. */
  readonly style: (format: Format, text: string) => string
  readonly columns: number
}

const ESCAPE = '\u001b'

/** A name or a note from elsewhere must not move the cursor or name the window: of control characters, line ends and colours stay. */
const harmless = (text: string): string =>
  text.replaceAll(/(?![\n\t])\p{Cc}/gu, (control, index: number) =>
    control === ESCAPE && /^\[[\d;]*m/.test(text.slice(index + 1, index + 16)) ? control : '',
  )

export const createTerminal = (stdout: NodeJS.WriteStream, stderr: NodeJS.WriteStream): Terminal => {
  let shown = ''
  const columns = (stderr.isTTY ? stderr.columns : undefined) ?? 100
  const clear = () => {
    if (shown !== '') stderr.write('\r\u001b[K')
  }
  const redraw = () => {
    if (shown !== '') stderr.write(shown)
  }
  /** Words to the person must not be written into the middle of the progress line, nor results where both are one screen. */
  const above = (write: () => void) => {
    clear()
    write()
    redraw()
  }
  return {
    print: async (line) => {
      let flowing = true
      const write = () => {
        flowing = stdout.write(`${harmless(line)}\n`)
      }
      if (stdout.isTTY) above(write)
      else write()
      if (!flowing) await once(stdout, 'drain')
    },
    say: (line) => above(() => stderr.write(`${harmless(line)}\n`)),
    progress: (line) => {
      if (!stderr.isTTY) return
      clear()
      shown = line === null ? '' : line.slice(0, columns - 1)
      redraw()
    },
    showsProgress: stderr.isTTY === true,
    style: (format, text) => styleText([format].flat(), text, { stream: stdout }),
    columns,
  }
}
