import type { TrackedSource } from './tracked-source.ts'

export const SOURCES_MAX = 1_000

export const sourceKey = (id: string): string => `source/${id}`
const isSourceKey = (key: string): boolean => key.startsWith(sourceKey(''))

/** The sources by id, and what of them has changed since it was last stored. */
export const createSourceBook = (stored: ReadonlyMap<string, string>) => {
  const sources = new Map<string, TrackedSource>()
  for (const [key, value] of stored) {
    if (!isSourceKey(key)) continue
    const source = JSON.parse(value) as TrackedSource
    sources.set(source.id, source)
  }
  let puts = new Map<string, string>()
  let deletes = new Set<string>()

  return {
    get: (id: string): TrackedSource | undefined => sources.get(id),
    /** In the order of their ids, however they came in. */
    all: (): readonly TrackedSource[] => [...sources.values()].sort((a, b) => (a.id < b.id ? -1 : 1)),
    put: (source: TrackedSource): void => {
      sources.set(source.id, source)
      deletes.delete(sourceKey(source.id))
      puts.set(sourceKey(source.id), JSON.stringify(source))
    },
    forget: (id: string): void => {
      sources.delete(id)
      puts.delete(sourceKey(id))
      deletes.add(sourceKey(id))
    },
    /** Who must go before another comes in: of those without an open alert, else of all, the one unheard for longest. */
    evictionCandidate: (): TrackedSource | undefined => {
      if (sources.size < SOURCES_MAX) return undefined
      const isOpen = ({ alert }: TrackedSource): number => Number(alert?.status === 'open')
      return [...sources.values()].sort(
        (a, b) => isOpen(a) - isOpen(b) || a.heardMs - b.heardMs || (a.id < b.id ? -1 : 1),
      )[0]
    },
    takeChange: () => {
      const change = { puts, deletes: [...deletes] }
      puts = new Map()
      deletes = new Set()
      return change
    },
  }
}
export type SourceBook = ReturnType<typeof createSourceBook>
