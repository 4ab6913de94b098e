import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import {
  ActionRecord,
  Alert,
  AreaPlacement,
  ArrivalsRecord,
  AuditRecord,
  DeadLetter,
  MarkRecord,
  ObservationInput,
  Rejected,
  ServerFrame,
  SessionEnded,
  SourceRecord,
  SubscribeFrame,
  WatchRecord,
} from '@landfall/contracts'
import { Ajv } from 'ajv'
import { expect, test } from 'vitest'
import type { z } from 'zod'
import { asyncApiDocument } from './async-api-document.ts'

const { version } = createRequire(import.meta.url)('../../package.json') as { readonly version: string }
const document = asyncApiDocument(version)
const rules = createRequire(import.meta.url)('@asyncapi/specs/schemas/3.1.0-without-$id.json') as object

test('the committed AsyncAPI document is current', async () => {
  await expect(`${JSON.stringify(document, null, 2)}\n`).toMatchFileSnapshot('../../../../docs/asyncapi.json')
})

type Messages = Readonly<Record<string, { readonly payload: object }>>
const { components } = document as { readonly components: { readonly messages: Messages } }

test('the document is valid AsyncAPI 3.1', () => {
  const validate = new Ajv({ strict: false, validateFormats: false }).compile(rules)
  // The meta-schema tries every branch of nested schemas, which takes for ever with ours; the payloads are checked below.
  const messages = Object.fromEntries(
    Object.entries(components.messages).map(([name, message]) => [name, { ...message, payload: { type: 'object' } }]),
  )
  const outline = { ...document, components: { ...components, messages } }
  expect(validate(outline) ? [] : validate.errors).toEqual([])
  expect(validate({ ...outline, channels: { alerts: { address: 7 } } })).toBe(false)
})

test.each(Object.entries(components.messages))('the payload of %s is a JSON Schema', (_name, { payload }) => {
  expect(new Ajv({ strict: false, validateFormats: false }).validateSchema(payload)).toBe(true)
})

const fixtures = new URL('../../../../tests/fixtures/messages-v1/', import.meta.url)
const schemas: Readonly<Record<string, z.ZodType>> = {
  action: ActionRecord,
  alert: Alert,
  area: AreaPlacement,
  arrivals: ArrivalsRecord,
  audit: AuditRecord,
  dead: DeadLetter,
  frame: ServerFrame,
  mark: MarkRecord,
  observation: ObservationInput,
  rejected: Rejected,
  session: SessionEnded,
  source: SourceRecord,
  subscribe: SubscribeFrame,
  watch: WatchRecord,
}
const golden = readdirSync(fixtures).filter((name) => name.endsWith('.json'))

test.each(golden)('%s, written by version 1, still parses', (name) => {
  const schema = schemas[name.split('-')[0] ?? '']
  expect(schema, `no schema for ${name}`).toBeDefined()
  const message = JSON.parse(readFileSync(new URL(name, fixtures), 'utf8'))
  expect(schema?.safeParse(message).error).toBeUndefined()
})

test('every kind of message has a golden one', () => {
  expect(new Set(golden.map((name) => name.split('-')[0]))).toEqual(new Set(Object.keys(schemas)))
})

test('a message with fields of a later version parses too', () => {
  for (const name of golden.filter((one) => !/^(observation|subscribe)/.test(one))) {
    const message = JSON.parse(readFileSync(new URL(name, fixtures), 'utf8'))
    expect(schemas[name.split('-')[0] ?? '']?.safeParse({ ...message, addedLater: { deep: true } }).success).toBe(true)
  }
})
