/** Milliseconds; the oracle shares none of its own code with the domain. */
export const msPer = { minute: 60_000, hour: 3_600_000, day: 86_400_000 } as const

export const timeMs = (written: string): number => Date.parse(written)
export const written = (atMs: number): string => new Date(atMs).toISOString()
