import type { FeedFilter } from '@landfall/contracts'
import type { Change } from '../domain/create-alert-store.ts'
import type { Viewer } from '../domain/operator-side.ts'
import { passesFilter } from '../domain/passes-filter.ts'
import { filterKey } from './epoch-for.ts'
import type { FeedClient } from './feed-client.ts'

/** Live clients with the same filter and role: a change is filtered and encoded once for all of them. */
export type Channel = {
  readonly filter: FeedFilter
  readonly viewer: Viewer
  readonly clients: Set<FeedClient>
}

/** The live clients, grouped so that the cost of a change does not grow with the clients that see it alike. */
export const createChannels = () => {
  const channels = new Map<string, Channel>()
  const membership = new Map<FeedClient, string>()

  const join = (client: FeedClient, filter: FeedFilter): void => {
    const key = `${client.viewer} ${filterKey(filter)}`
    let channel = channels.get(key)
    if (channel === undefined) {
      channel = { filter, viewer: client.viewer, clients: new Set() }
      channels.set(key, channel)
    }
    channel.clients.add(client)
    membership.set(client, key)
  }

  const leave = (client: FeedClient): void => {
    const key = membership.get(client)
    if (key === undefined) return
    membership.delete(client)
    const channel = channels.get(key)
    channel?.clients.delete(client)
    if (channel?.clients.size === 0) channels.delete(key)
  }

  const passing = function* (change: Change): Generator<Channel> {
    for (const channel of channels.values()) if (passesFilter(channel.filter, change)) yield channel
  }

  return { join, leave, passing, clients: () => membership.keys() }
}
export type Channels = ReturnType<typeof createChannels>
