import { decodeFetch } from './decode-fetch.ts'
import type { FetchResponseCodec } from './load-kafkajs-internals.ts'

/**
 * Decodes Fetch responses with `decodeFetch`, and leaves to kafkajs what that does not read. kafkajs looks `decode` up for
 * each response, so replacing it affects open connections too. All brokers from 2.3 on speak Fetch version 11.
 */
export const patchFetchDecoder = (codec: FetchResponseCodec): void => {
  const { decode: original } = codec
  Object.assign(codec, {
    decode: async (payload: Buffer): Promise<unknown> => decodeFetch(payload) ?? original(payload),
  })
}
