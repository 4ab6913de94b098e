import { formatWireTime, type HeartbeatFrame } from '@landfall/contracts'
import type { z } from 'zod'
import type { Board } from './domain/board.ts'
import { formatCursor } from './feed/cursor.ts'

export type HeartbeatDeps = {
  readonly board: Board
  readonly clock: () => number
  /** Whether this instance can read the log at present. */
  readonly isCurrent: () => boolean
}

export const createHeartbeat =
  ({ board, clock, isCurrent }: HeartbeatDeps) =>
  (): z.infer<typeof HeartbeatFrame> => ({
    type: 'heartbeat',
    serverTime: formatWireTime(clock()),
    cursor: formatCursor(board.place),
    newestObservationAt: null,
    current: isCurrent(),
    sources: [],
    sourcesMore: 0,
  })
