import { Policy } from '@landfall/contracts'
import type { Windows } from './limb-rows.ts'

/** How long the policy of an area counts arrivals together; null where it is not valid. It states only what differs from the defaults. */
export const policyWindows = (policy: unknown): Windows | null => Policy.safeParse(policy).data ?? null
