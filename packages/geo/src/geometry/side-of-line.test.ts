import fc from 'fast-check'
import { expect, test } from 'vitest'
import { sideOfLine } from './side-of-line.ts'

const coordinate = fc.integer({ min: -540_000_000_000, max: 540_000_000_000 })
const step = fc.integer({ min: -3, max: 3 })

const exactly = (ax: number, ay: number, bx: number, by: number, px: number, py: number): number => {
  const turn = BigInt(bx - ax) * BigInt(py - ay) - BigInt(by - ay) * BigInt(px - ax)
  return turn > 0n ? 1 : turn < 0n ? -1 : 0
}

const check = (...points: Parameters<typeof sideOfLine>): void => {
  expect([points, Math.sign(sideOfLine(...points)) + 0]).toEqual([points, exactly(...points)])
}

test('has the exact sign anywhere', () => {
  fc.assert(fc.property(coordinate, coordinate, coordinate, coordinate, coordinate, coordinate, check))
})

test('has the exact sign next to the line, where doubles alone go wrong', () => {
  const law = fc.property(
    coordinate,
    coordinate,
    coordinate,
    coordinate,
    step,
    step,
    fc.double({ min: 0, max: 1, noNaN: true }),
    (ax, ay, bx, by, dx, dy, part) =>
      check(ax, ay, bx, by, Math.round(ax + part * (bx - ax)) + dx, Math.round(ay + part * (by - ay)) + dy),
  )
  fc.assert(law, { numRuns: 2_000 })
})

test('distinguishes the two lattice points closest to a long line', () => {
  // Of two whole numbers without a common divisor some multiples differ by exactly 1 (Bézout): the smallest turn there is.
  const law = fc.property(fc.integer({ min: 1e11, max: 3e11 }), fc.integer({ min: 1e11, max: 3e11 }), (dx, dy) => {
    const { divisor, x, y } = bezout(BigInt(dx), BigInt(dy))
    fc.pre(divisor === 1n)
    check(0, 0, dx, dy, -Number(y), Number(x))
    check(0, 0, dx, dy, Number(y), -Number(x))
    check(-Number(y), Number(x), dx - Number(y), dy + Number(x), 0, 0)
  })
  fc.assert(law, { numRuns: 1_000 })
})

const bezout = (a: bigint, b: bigint): { readonly divisor: bigint; readonly x: bigint; readonly y: bigint } => {
  if (b === 0n) return { divisor: a, x: 1n, y: 0n }
  const { divisor, x, y } = bezout(b, a % b)
  return { divisor, x: y, y: x - (a / b) * y }
}
