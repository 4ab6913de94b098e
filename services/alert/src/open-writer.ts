import type { Topics } from '@landfall/contracts'
import { openProducer, type Producer, type ProducerSpec } from '@landfall/kafka'
import { APPEND_MS_MAX } from './actions/create-append-action.ts'

/** The producer of all that this service writes. */
export const openWriter = (
  kafka: Omit<ProducerSpec, 'topics'>,
  { actions, audit, sessions, marks, sources, alertIndex }: Topics,
): Promise<Producer> =>
  openProducer({
    ...kafka,
    topics: [actions, audit, sessions, marks, sources, alertIndex],
    deliveryMsMax: APPEND_MS_MAX,
  })
