import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { styleText } from 'node:util'
import { escapeHidden } from '@landfall/contracts'

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
  /** Columns of stdout; Infinity where it is no terminal, since programs want one line each. */
  readonly width: number
}

const ESCAPE = '\u001b'

/**
 * Stands for ESC in what `style` returns, so that our own colours can be distinguished from those in a name or a note. Nobody
 * outside can know it.
 */
const OWN_ESCAPE = `<${randomUUID()}>`

/** The one place where text from outside is cleaned for the terminal: what is hidden in it is shown as what it is. */
const visible = (text: string): string =>
  text
    .split(OWN_ESCAPE)
    .map((part) => escapeHidden(part, 'lines'))
    .join(ESCAPE)

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
        flowing = stdout.write(`${visible(line)}\n`)
      }
      if (stdout.isTTY) above(write)
      else write()
      if (!flowing) await once(stdout, 'drain')
    },
    say: (line) => above(() => stderr.write(`${visible(line)}\n`)),
    progress: (line) => {
      if (!stderr.isTTY) return
      clear()
      shown = line === null ? '' : escapeHidden(line).slice(0, columns - 1)
      redraw()
    },
    showsProgress: stderr.isTTY === true,
    style: (format, text) =>
      styleText([format].flat(), escapeHidden(text, 'lines'), { stream: stdout }).replaceAll(ESCAPE, OWN_ESCAPE),
    columns,
    width: stdout.isTTY ? (stdout.columns ?? 80) : Infinity,
  }
}
