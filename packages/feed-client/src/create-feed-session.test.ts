import type { AlertView, ServerFrame } from '@landfall/contracts'
import { expect, test } from 'vitest'
import { createFeedSession } from './create-feed-session.ts'

const welcome = (recovered: boolean, cursor = 'a0.c0', epoch = 'e1'): ServerFrame => {
  const serverTime = '2026-11-23T09:30:00.000Z'
  return { type: 'welcome', protocol: 1, epoch, cursor, serverTime, recovered, tracks: false }
}
const view = (alertId: string, version: number) => ({ alertId, version }) as AlertView
const alert = (cursor: string, alertId: string, version: number): ServerFrame => ({
  type: 'alert',
  cursor,
  alert: view(alertId, version),
})
const snapshot = (cursor: string, alerts: readonly AlertView[], more = false): ServerFrame => ({
  type: 'snapshot',
  cursor,
  alerts: [...alerts],
  more,
})
const heartbeat = (cursor: string): ServerFrame => ({
  type: 'heartbeat',
  cursor,
  serverTime: '2026-11-23T09:30:10.000Z',
  newestObservationAt: null,
  current: true,
  sources: [],
  sourcesMore: 0,
})

type Case = {
  readonly name: string
  readonly resume?: { epoch: string; cursor: string }
  readonly filtered?: boolean
  readonly versions?: readonly (readonly [string, number])[]
  readonly frames: readonly ServerFrame[]
  /** Types of the events of all frames; an alert as `alertId/version`. */
  readonly events: readonly string[]
  readonly held: string | null
}

const check = ({ resume, filtered = false, versions, frames, events, held }: Case) => {
  const known = new Map(versions)
  const session = createFeedSession({
    resume: resume ?? null,
    filtered,
    versionsKnown: versions !== undefined,
    versions: known,
  })
  const seen = frames
    .flatMap((frame) => session.take(frame))
    .map((event) => (event.type === 'alert' ? `${event.alert.alertId}/${event.alert.version}` : event.type))
  expect(seen).toEqual(events)
  expect(session.position()?.cursor ?? null).toBe(held)
}

const e1 = (cursor: string) => ({ epoch: 'e1', cursor })

const cases: readonly Case[] = [
  {
    name: 'welcome, snapshot, alerts',
    frames: [welcome(false), snapshot('a2.c0', [view('x', 1)]), alert('a3.c0', 'x', 2), alert('a4.c0', 'y', 1)],
    events: ['welcome', 'snapshot', 'x/2', 'y/1'],
    held: 'a4.c0',
  },
  {
    name: 'a snapshot in parts is one, and nothing is held before its end',
    frames: [welcome(false), snapshot('a2.c0', [view('x', 1)], true)],
    events: ['welcome'],
    held: null,
  },
  {
    name: 'a snapshot in parts, whole',
    frames: [welcome(false), snapshot('a2.c0', [view('x', 1)], true), snapshot('a2.c0', [view('y', 1)])],
    events: ['welcome', 'snapshot'],
    held: 'a2.c0',
  },
  {
    name: 'recovered goes on where it left off',
    resume: e1('a7.c2'),
    frames: [welcome(true, 'a7.c2'), alert('a8.c2', 'x', 9)],
    events: ['welcome', 'x/9'],
    held: 'a8.c2',
  },
  {
    name: 'recovered from somewhere else is a gap',
    resume: e1('a7.c2'),
    frames: [welcome(true, 'a9.c2')],
    events: ['gap'],
    held: null,
  },
  {
    name: 'recovered of another epoch is a gap',
    resume: e1('a7.c2'),
    frames: [welcome(true, 'a7.c2', 'e2')],
    events: ['gap'],
    held: null,
  },
  {
    name: 'not recovered: what was held stays until the snapshot is there',
    resume: e1('a7.c2'),
    frames: [welcome(false, 'a7.c2', 'e2'), snapshot('a1.c0', [])],
    events: ['welcome', 'snapshot'],
    held: 'a1.c0',
  },
  {
    name: 'an action moves the other half of the cursor and keeps the version',
    frames: [welcome(false), snapshot('a1.c0', [view('x', 1)]), alert('a1.c1', 'x', 1)],
    events: ['welcome', 'snapshot', 'x/1'],
    held: 'a1.c1',
  },
  {
    name: 'a repeat is dropped',
    frames: [welcome(false), snapshot('a2.c0', [view('x', 2)]), alert('a2.c0', 'x', 2), alert('a1.c0', 'x', 1)],
    events: ['welcome', 'snapshot'],
    held: 'a2.c0',
  },
  {
    name: 'a version left out is a gap',
    frames: [welcome(false), snapshot('a2.c0', [view('x', 1)]), alert('a4.c0', 'x', 3)],
    events: ['welcome', 'snapshot', 'gap'],
    held: null,
  },
  {
    name: 'the first version of an alert left out is a gap',
    frames: [welcome(false), snapshot('a2.c0', []), alert('a4.c0', 'x', 2)],
    events: ['welcome', 'snapshot', 'gap'],
    held: null,
  },
  {
    name: 'versions that did not pass the filter are no gap',
    filtered: true,
    frames: [welcome(false), snapshot('a2.c0', []), alert('a4.c0', 'x', 2)],
    events: ['welcome', 'snapshot', 'x/2'],
    held: 'a4.c0',
  },
  {
    name: 'versions known from the connection before show a gap after recovery',
    resume: e1('a7.c2'),
    versions: [['x', 1]],
    frames: [welcome(true, 'a7.c2'), alert('a9.c2', 'x', 3)],
    events: ['welcome', 'gap'],
    held: null,
  },
  {
    name: 'cursors that cross are not of one log',
    frames: [welcome(false), snapshot('a2.c5', []), alert('a3.c4', 'x', 1)],
    events: ['welcome', 'snapshot', 'gap'],
    held: null,
  },
  {
    name: 'an alert before the snapshot is whole',
    frames: [welcome(false), alert('a3.c4', 'x', 1)],
    events: ['welcome', 'gap'],
    held: null,
  },
  {
    name: 'anything before the welcome',
    frames: [heartbeat('a0.c0')],
    events: ['gap'],
    held: null,
  },
  {
    name: 'a heartbeat says how far everything was sent',
    frames: [welcome(false), snapshot('a2.c0', []), heartbeat('a9.c3')],
    events: ['welcome', 'snapshot', 'heartbeat'],
    held: 'a9.c3',
  },
  {
    name: 'a heartbeat of a service that has read less than we hold',
    frames: [welcome(false), snapshot('a9.c0', []), heartbeat('a8.c0')],
    events: ['welcome', 'snapshot', 'gap'],
    held: null,
  },
  {
    name: 'a frame of a later version is left aside',
    frames: [welcome(false), snapshot('a2.c0', []), { type: 'weather' } as unknown as ServerFrame],
    events: ['welcome', 'snapshot'],
    held: 'a2.c0',
  },
]

test.each(cases)('$name', (given) => check(given))
