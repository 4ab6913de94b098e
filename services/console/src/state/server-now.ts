import type { State } from './state.ts'

/** Now by the server's clock, as far as it is known: this screen's own may be wrong by hours. */
export const serverNowMs = ({ nowMs, feed }: Pick<State, 'nowMs' | 'feed'>): number =>
  nowMs + (feed?.clockOffsetMs ?? 0)
