import { createRequire } from 'node:module'
import { decodeFetch } from './decode-fetch.ts'

type FetchResponse = { decode: (payload: Buffer) => Promise<unknown> }

/** kafkajs looks its decoder up at each answer, so it can be exchanged at any time. All brokers from 2.3 on speak version 11. */
const version11 = createRequire(import.meta.url)('kafkajs/src/protocol/requests/fetch/v11/response') as FetchResponse
const thorough = version11.decode
version11.decode = async (payload) => decodeFetch(payload) ?? thorough(payload)
