/** For a stage that begins with an empty state at the beginning of the log: it has no reason to ask where the log ends. */
export const nothingIsDue = (): Promise<never> =>
  Promise.reject(new Error('asked for the end of the log, where nothing was due'))
