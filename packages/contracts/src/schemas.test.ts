import { readdirSync } from 'node:fs'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { ActionRecord } from './messages/actions/action-record.ts'
import { ActionRequest } from './messages/actions/action-request.ts'
import { Checklists } from './messages/actions/checklist-spec.ts'
import { WatchRecord } from './messages/actions/watch.ts'
import { type AlertKind, alertSchemaName, alertSchemas } from './messages/alert.ts'
import { AlertView } from './messages/alert-view.ts'
import { AreaPlacement } from './messages/areas/area-placement.ts'
import { Policy } from './messages/areas/policy.ts'
import { ArrivalsTick } from './messages/arrivals-record.ts'
import { ArrivalsSnapshot, ArrivalsWatermark } from './messages/arrivals-snapshot.ts'
import { AuditRecord } from './messages/audit-record.ts'
import { MarkRecord } from './messages/map/mark.ts'
import { ObservationInput } from './messages/observation.ts'
import { DeadLetter } from './messages/refused/dead-letter.ts'
import { Rejected } from './messages/refused/rejected.ts'
import { ServerFrame } from './messages/server-frame.ts'
import { SessionEnded } from './messages/session-ended.ts'
import { SourceRecord } from './messages/source-record.ts'
import { SubscribeFrame } from './messages/subscribe-frame.ts'

const published: Readonly<Record<string, z.ZodType>> = {
  ...Object.fromEntries(
    Object.entries(alertSchemas).map(([kind, schema]) => [alertSchemaName(kind as AlertKind), schema]),
  ),
  'observation.v1': ObservationInput,
  'area-placement.v1': AreaPlacement,
  'arrivals.v1': ArrivalsSnapshot,
  'arrivals-tick.v1': ArrivalsTick,
  'watermark.v1': ArrivalsWatermark,
  'action.v1': ActionRecord,
  'action-request.v1': ActionRequest,
  'alert-view.v1': AlertView,
  'feed-client.v1': SubscribeFrame,
  'feed-server.v1': ServerFrame,
  'rejected.v1': Rejected,
  'audit.v1': AuditRecord,
  'session-ended.v1': SessionEnded,
  'mark.v1': MarkRecord,
  'dead-letter.v1': DeadLetter,
  'source-beat.v1': SourceRecord,
  'watch.v1': WatchRecord,
  policy: Policy,
  checklists: Checklists,
}

const folder = new URL('../schemas/', import.meta.url)

test.each(Object.entries(published))('%s: the committed JSON Schema is current', async (name, schema) => {
  const json = JSON.stringify(z.toJSONSchema(schema, { io: 'input' }), null, 2)
  await expect(`${json}\n`).toMatchFileSnapshot(`../schemas/${name}.json`)
})

test('every committed JSON Schema belongs to a published message', () => {
  expect(readdirSync(folder).toSorted()).toEqual(
    Object.keys(published)
      .map((name) => `${name}.json`)
      .toSorted(),
  )
})
