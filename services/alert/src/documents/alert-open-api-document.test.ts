import { Severity } from '@landfall/contracts'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { expect, test } from 'vitest'
import { AlertQuery } from '../routes/alert-query.ts'
import { alertOpenApiDocument } from './alert-open-api-document.ts'

type Parameter = { readonly name: string; readonly explode?: boolean; readonly schema: { readonly items?: unknown } }
type Document = {
  readonly paths: Readonly<Record<string, { readonly get: { readonly parameters: readonly Parameter[] } }>>
  readonly components: { readonly schemas: Readonly<Record<string, object>> }
}
const document = alertOpenApiDocument('1') as Document

test('every reference resolves, and every schema is valid', () => {
  const ajv = new Ajv2020({ strict: false, validateFormats: false })
  ajv.addSchema(document, 'openapi')
  const refs = JSON.stringify(document).match(/"#\/components\/schemas\/\w+"/g) ?? []
  expect(refs.length).toBeGreaterThan(0)
  for (const ref of new Set(refs)) expect(ajv.getSchema(`openapi${JSON.parse(ref)}`)).toBeInstanceOf(Function)
  for (const schema of Object.values(document.components.schemas)) expect(ajv.validateSchema(schema)).toBe(true)
})

test('a filter parameter lists its values, and accepts several', () => {
  const severity = document.paths['/v1/alerts']?.get.parameters.find(({ name }) => name === 'severity')
  expect(severity).toMatchObject({ explode: false, schema: { items: { enum: Severity.options } } })
  for (const given of ['alarm,warning', ['alarm', 'warning']])
    expect(AlertQuery.parse({ severity: given })).toMatchObject({ severity: ['alarm', 'warning'] })
  for (const given of ['', 'alarm,', 'loud', { x: '1' }])
    expect(AlertQuery.safeParse({ severity: given }).success).toBe(false)
})
