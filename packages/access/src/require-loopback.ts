import { LandfallError } from '@landfall/runtime'

/** 127.0.0.0/8, ::1 and localhost. */
export const isLoopback = (host: string): boolean => /^(localhost|127(\.\d{1,3}){3}|::1)$/i.test(host)

export type ListeningSpec = {
  readonly host: string
  readonly hasTokens: boolean
  /** For a container whose port is published on loopback only: inside, it must listen on all addresses. */
  readonly onlyLoopbackIsPublished: boolean
}

/** Without tokens anybody who reaches the service may act, so only this machine may reach it. Throws LF_CONFIG_INVALID. */
export const requireLoopback = ({ host, hasTokens, onlyLoopbackIsPublished }: ListeningSpec): void => {
  if (hasTokens || onlyLoopbackIsPublished || isLoopback(host)) return
  const doing =
    `The configuration cannot be used:\n  HTTP_HOST: without TOKENS_FILE the service listens on 127.0.0.1 only (given: ` +
    `${JSON.stringify(host)}). Make tokens with \`landfall tokens add\`, or, in a container whose port is published on ` +
    'loopback only, set HTTP_LOOPBACK_PUBLISHED=true.'
  throw new LandfallError('LF_CONFIG_INVALID', doing, { retryable: false })
}
