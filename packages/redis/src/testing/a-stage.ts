import { randomUUID } from 'node:crypto'

/** The name of states that no other test has. */
export const aStage = () => ({ prefix: `t${randomUUID().slice(0, 8)}`, stage: 'arrivals' })
