import type { FeedStatus } from '@landfall/feed-client'
import { expect, test } from 'vitest'
import { AT, AT_MS } from '../testing/an-alert-view.ts'
import { sourceRows } from './source-rows.ts'

test('ages of sources are measured by the server’s clock; a source never heard says so', () => {
  const source = { id: 'patrol', kind: 'radar', silent: false, newestObservationAt: AT }
  const feed: FeedStatus = {
    phase: 'live',
    lastFrameAtMs: AT_MS,
    stale: false,
    clockOffsetMs: 1_000,
    heartbeat: {
      type: 'heartbeat',
      serverTime: AT,
      cursor: 'a0.c0',
      newestObservationAt: AT,
      current: true,
      sources: [{ ...source, lastHeardAt: null as unknown as string }],
      sourcesMore: 0,
    },
  }
  expect(sourceRows(feed, AT_MS + 59_000)).toEqual([
    { id: 'patrol', kind: 'radar', silent: false, heard: 'not heard', newest: '1 min' },
  ])
})
