export const MINUTE_MS = 60_000
export const HOUR_MS = 3_600_000
export const DAY_MS = 86_400_000

export const timeMs = (written: string): number => Date.parse(written)
export const written = (atMs: number): string => new Date(atMs).toISOString()
