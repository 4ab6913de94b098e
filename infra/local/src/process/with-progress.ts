const SILENT_MS = 2_000
const EVERY_MS = 5_000

export type Say = (line: string) => void

/** To standard error: standard output belongs to whatever the command prints as its result. */
export const sayToTerminal: Say = (line) => {
  process.stderr.write(`${line}\n`)
}

/** Reports what is being waited for once it takes longer than two seconds, then every five seconds how long it has taken. */
export const withProgress = async <T>(say: Say, doing: string, work: () => Promise<T>): Promise<T> => {
  const startedAtMs = Date.now()
  const seconds = () => Math.round((Date.now() - startedAtMs) / 1_000)
  let every: NodeJS.Timeout | undefined
  const first = setTimeout(() => {
    say(`${doing} …`)
    every = setInterval(() => say(`${doing} … ${seconds()} s`), EVERY_MS)
  }, SILENT_MS)
  try {
    return await work()
  } finally {
    clearTimeout(first)
    clearInterval(every)
  }
}
