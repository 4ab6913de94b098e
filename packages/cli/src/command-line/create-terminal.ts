import { once } from 'node:events'
import { styleText } from 'node:util'

type One = Exclude<Parameters<typeof styleText>[0], readonly unknown[]>
type Format = One | readonly One[]

/** Results go to stdout, so that they can be piped; messages to the user go to stderr. */
export type Terminal = {
  /** Prints a line of the result. Waits while the reader is slow. */
  readonly print: (line: string) => Promise<void>
  readonly say: (line: string) => void
  /** Rewrites the progress line in place; null removes it. Only where stderr is a terminal. */
  readonly progress: (line: string | null) => void
  readonly showsProgress: boolean
  /** Colours for stdout, if it is a terminal and NO_COLOR is not set. */
  readonly style: (format: Format, text: string) => string
  readonly columns: number
}

const ESCAPE = '\u001b'

/** Removes control characters but line ends, tabs and colours: a name or note from outside must not move the cursor. */
const withoutControls = (text: string): string =>
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
  /** Keeps messages, and results on the same screen, out of the middle of the progress line. */
  const above = (write: () => void) => {
    clear()
    write()
    redraw()
  }
  return {
    print: async (line) => {
      let flowing = true
      const write = () => {
        flowing = stdout.write(`${withoutControls(line)}\n`)
      }
      if (stdout.isTTY) above(write)
      else write()
      if (!flowing) await once(stdout, 'drain')
    },
    say: (line) => above(() => stderr.write(`${withoutControls(line)}\n`)),
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
