import { isolateText } from '../format/isolate-text.ts'

/** What nobody knows yet about some craft of an alert, and what would settle it. */
export type OpenQuestion = {
  readonly craftIds: readonly string[]
  /** With a small initial, since the craft are named before it: `how many of 9 have permission?` */
  readonly ask: string
  /** Reports contradict each other: to be compared, not added to. */
  readonly isConflict: boolean
}

/** A line each, with the same question about several craft asked once: `track:1, mmsi:2: how many of 9 have permission?` */
export const questionLines = (questions: readonly OpenQuestion[]): readonly string[] => {
  const about = new Map<string, string[]>()
  for (const { craftIds, ask } of questions) about.set(ask, [...(about.get(ask) ?? []), ...craftIds])
  return [...about].map(([ask, craftIds]) => `${craftIds.map(isolateText).join(', ')}: ${ask}`)
}
