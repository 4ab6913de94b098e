import { isBrokerAway } from '../client/create-broker-order.ts'
import { GROUP_COORDINATOR } from '../client/inner-cluster.ts'
import { rootFault } from '../client/kafka-fault.ts'
import { decodeFetch } from './decode-fetch.ts'
import type {
  AskBroker,
  FetchResponseCodec,
  JoinGroupRequest,
  KafkajsBatch,
  KafkajsBroker,
  KafkajsBrokerPool,
  KafkajsInternals,
  KafkajsRunner,
  RequestQueue,
} from './kafkajs-internals.ts'
import { loadKafkajsInternals } from './load-kafkajs-internals.ts'

let patched: KafkajsInternals | undefined

/**
 * The internals of kafkajs, verified and patched, once a process. Every way to a client asks here first, so that none
 * runs on a kafkajs that the patches were not written for. Throws LF_KAFKAJS_UNSUPPORTED.
 */
export const patchedKafkajs = (): KafkajsInternals => {
  if (patched !== undefined) return patched
  const internals = loadKafkajsInternals()
  patchRequestTimer(internals.RequestQueue.prototype)
  patchEmptyBatches(internals.Batch.prototype)
  patchStoppedFetch(internals.Runner.prototype)
  patchFailedJoin(internals.Runner.prototype)
  patchFetchDecoder(internals.fetchResponseCodec)
  patchRefusedCoordinator(internals.BrokerPool.prototype)
  patchChoiceOfBroker(internals.BrokerPool.prototype)
  patchJoin(internals.Broker.prototype)
  patched = internals
  return internals
}

/** While a request is throttled or over the limit in flight. kafkajs has the same interval. */
const CHECK_MS = 10

/**
 * Arms the timer only while a request waits; whatever is queued later arms it again. kafkajs re-arms it after every
 * check, also with nothing queued, and with a delay in the past, which Node turns into 1 ms: each connection then wakes
 * a thousand times a second and costs 1 to 4 % of a core for as long as it lives.
 */
const patchRequestTimer = (prototype: RequestQueue): void => {
  Object.assign(prototype, { scheduleCheckPendingRequests })
}

function scheduleCheckPendingRequests(this: RequestQueue): void {
  if (this.throttleCheckTimeoutId !== null || this.pending.length === 0) return
  const throttledMs = this.throttledUntil - Date.now()
  const check = (): void => {
    this.throttleCheckTimeoutId = null
    this.checkPendingRequests()
  }
  this.throttleCheckTimeoutId = setTimeout(check, throttledMs > 0 ? throttledMs : CHECK_MS)
}

/**
 * Hands a fetch of nothing but transaction markers and aborted records to the handler, as a batch without records.
 * kafkajs skips it and moves on silently, so a position kept with the state would stop short of the end
 * of the log for good. With this patch a batch is empty only if the fetch was.
 */
const patchEmptyBatches = (prototype: KafkajsBatch): void => {
  Object.assign(prototype, {
    isEmpty(this: KafkajsBatch): boolean {
      return this.rawMessages.length === 0
    },
    isEmptyDueToFiltering: (): boolean => false,
  })
}

/**
 * Ends the fetchers of a consumer that is stopped. kafkajs stops those that there are, and waits; where one of them has just found
 * that the set of brokers changed, new ones are begun after that, which ask for ever and at once, since a stopped consumer
 * answers without waiting. Nothing else of the process ever runs again: no timer, no request, no health check.
 */
const patchStoppedFetch = (prototype: KafkajsRunner): void => {
  const { fetch: original } = prototype
  Object.assign(prototype, {
    async fetch(this: KafkajsRunner, nodeId: string): Promise<readonly KafkajsBatch[]> {
      if (this.running) return original.call(this, nodeId)
      void this.fetchManager.stop() // Not awaited: it waits for the fetcher that asks.
      return []
    },
  })
}

/**
 * Leaves the group after a join that failed half-way: the coordinator has let the member in, and what comes then was not answered. kafkajs
 * gives the member up without a word, and the group waits for it for a whole session.
 */
const patchFailedJoin = (prototype: KafkajsRunner): void => {
  const { start: original } = prototype
  Object.assign(prototype, {
    async start(this: KafkajsRunner): Promise<void> {
      await original.call(this)
      if (this.running) return
      const { consumerGroup } = this
      await consumerGroup.leave().catch(() => {}) // Nothing where no coordinator has let it in.
      await consumerGroup.coordinator?.disconnect().catch(() => {})
    },
  })
}

/**
 * Asks brokers that answered last before those that did not, for metadata and for coordinators, as Kafka's own client does. kafkajs asks
 * any, so that after each new beginning one in three questions waits for the broker that stands still.
 */
const patchChoiceOfBroker = (prototype: KafkajsBrokerPool): void => {
  const { findConnectedBroker, withBroker } = prototype
  Object.assign(prototype, {
    findConnectedBroker(this: KafkajsBrokerPool): Promise<unknown> {
      return findConnectedBroker.call(withoutAway(this))
    },
    withBroker(this: KafkajsBrokerPool, ask: AskBroker): Promise<unknown> {
      return withBroker.call(withoutAway(this), ask)
    },
  })
}

/** The pool as it is where all of its brokers are away, or none. */
const withoutAway = (pool: KafkajsBrokerPool): KafkajsBrokerPool => {
  const all = Object.entries(pool.brokers)
  const others = all.filter(([, { brokerAddress }]) => !isBrokerAway(brokerAddress))
  if (others.length === 0 || others.length === all.length) return pool
  const brokers = Object.fromEntries(others)
  // What kafkajs sets, a new seed broker for instance, it sets on the pool itself.
  return new Proxy(pool, { get: (of, name) => (name === 'brokers' ? brokers : Reflect.get(of, name)) })
}

/**
 * Decodes Fetch responses with `decodeFetch`, and leaves to kafkajs what that does not read. kafkajs looks `decode` up for
 * each response, so replacing it affects open connections too. All brokers from 2.3 on speak Fetch version 11.
 */
const patchFetchDecoder = (codec: FetchResponseCodec): void => {
  const { decode: original } = codec
  Object.assign(codec, {
    decode: async (payload: Buffer): Promise<unknown> => decodeFetch(payload) ?? original(payload),
  })
}

/**
 * Says that a user may not know the coordinator of a group or of a transactional id. kafkajs asks each broker for it, drops what
 * they answer, and says that there is none, which would be waited for.
 */
const patchRefusedCoordinator = (prototype: KafkajsBrokerPool): void => {
  const { withBroker: original } = prototype
  Object.assign(prototype, {
    async withBroker(this: KafkajsBrokerPool, ask: AskBroker): Promise<unknown> {
      let refusal: unknown
      const answer = await original.call(this, async (broker) => {
        try {
          return await ask(broker)
        } catch (error) {
          if (rootFault(error).type?.endsWith('_AUTHORIZATION_FAILED')) refusal = error
          throw error
        }
      })
      if (answer === null && refusal !== undefined) throw refusal
      return answer
    },
  })
}

/** How often a coordinator that has not answered a join is asked whether it still answers anything. */
const JOIN_PROBE_MS = 1_000
/** Of a broker's two connections the one for fetches: on the other nothing is answered before the join is. */
const FETCHES = 1

/**
 * Notices a coordinator that stands still while it is asked to let a member in. kafkajs waits as long as a rebalance may take, 65 s;
 * the group may be with another broker by then. Questions that are not answered in time end the session, as all requests do.
 */
const patchJoin = (prototype: KafkajsBroker): void => {
  const { joinGroup: original } = prototype
  Object.assign(prototype, {
    async joinGroup(this: KafkajsBroker, request: JoinGroupRequest): Promise<unknown> {
      const probing = setInterval(() => void probe(this, request).catch(() => {}), JOIN_PROBE_MS)
      try {
        return await original.call(this, request)
      } finally {
        clearInterval(probing)
      }
    },
  })
}

/** Any request would do; this one needs no other permission than the join. */
const probe = async (broker: KafkajsBroker, { groupId }: JoinGroupRequest): Promise<void> => {
  const connection = await broker.connectionPool.getConnection(FETCHES)
  const beside = Object.create(broker, { connectionPool: { value: connection } }) as KafkajsBroker
  await beside.findGroupCoordinator({ groupId, coordinatorType: GROUP_COORDINATOR })
}
