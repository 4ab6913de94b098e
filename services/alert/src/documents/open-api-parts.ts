export type Json = { readonly [key: string]: unknown }

const ref = (name: string): Json => ({ $ref: `#/components/schemas/${name}` })
const json = (schema: Json): Json => ({ 'application/json': { schema } })
const answer = (description: string, content?: Json): Json => ({ description, ...(content && { content }) })
const refusal = (description: string): Json => answer(description, json(ref('Refused')))

const common: Json = { '401': refusal('No credentials, or wrong ones'), '403': refusal('Not for this role or page') }

/** What the operations of the OpenAPI document are made of. */
export const openApiParts = { ref, json, answer, refusal, common }
