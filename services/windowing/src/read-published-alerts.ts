import { type Alert, alertFault } from '@landfall/contracts'
import { type LogRecord, type ReadTopicSpec, readTopic } from '@landfall/kafka'
import type { ReadPublished } from '@landfall/stage'

type PublishedAlerts<Version> = Awaited<ReturnType<ReadPublished<Version>>>
type Of<Kind> = Extract<Alert, { readonly kind: Kind }>

export type OnUnreadableAlert = (record: LogRecord, reason: string) => void

export type WantedAlerts<Kind extends Alert['kind']> = {
  readonly kinds: readonly Kind[]
  /** All, where nothing is given. */
  readonly isOurs?: (version: Of<Kind>) => boolean
}

/**
 * Every version that is wanted of the alerts topic, in its order, when the first was logged, and where the topic ended. A record that
 * is no alert is skipped: no stage has written it, so there is nothing to go on with, and the versions around it stay as they are.
 */
export const readPublishedAlerts = async <Kind extends Alert['kind']>(
  spec: ReadTopicSpec,
  { kinds, isOurs = () => true }: WantedAlerts<Kind>,
  onUnreadable?: OnUnreadableAlert,
): Promise<PublishedAlerts<Of<Kind>>> => {
  const versions: Of<Kind>[] = []
  let beganMs: number | undefined
  const positions = new Map(spec.from)
  for await (const record of readTopic(spec)) {
    positions.set(record.partition, record.offset + 1)
    const json = parse(record.value)
    const kind = kinds.find((one) => one === (json as Alert | null)?.kind)
    const fault = kind === undefined && hasKind(json) ? null : alertFault(json)
    if (fault !== null) onUnreadable?.(record, fault)
    else if (kind !== undefined && isOurs(json as Of<Kind>)) {
      versions.push(json as Of<Kind>)
      beganMs ??= record.timestampMs
    }
  }
  return { versions, positions, beganMs }
}

/** As it was written, field order included, since the stage engine compares contents as text. */
const parse = (value: Buffer | null): unknown => {
  try {
    return JSON.parse(String(value))
  } catch {
    return null
  }
}

const hasKind = (json: unknown): boolean => typeof (json as Partial<Alert> | null)?.kind === 'string'
