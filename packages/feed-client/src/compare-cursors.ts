type Offsets = readonly [alerts: number, actions: number]

const CURSOR = /^a(\d{1,15})\.c(\d{1,15})$/

/** Undefined for text that is not a cursor. */
const parseCursor = (cursor: string): Offsets | undefined => {
  const [, alerts, actions] = CURSOR.exec(cursor) ?? []
  return alerts === undefined || actions === undefined ? undefined : [Number(alerts), Number(actions)]
}

/** Where cursor `a` is relative to `b`. Both offsets only ever grow, so `crossed` cannot come from one log. */
export const compareCursors = (a: string, b: string): 'before' | 'same' | 'after' | 'crossed' => {
  const [left, right] = [parseCursor(a), parseCursor(b)]
  if (left === undefined || right === undefined) return 'crossed'
  const steps = [Math.sign(left[0] - right[0]), Math.sign(left[1] - right[1])]
  if (steps.includes(-1)) return steps.includes(1) ? 'crossed' : 'before'
  return steps.includes(1) ? 'after' : 'same'
}
