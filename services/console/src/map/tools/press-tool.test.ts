import { describe, expect, test } from 'vitest'
import { NO_TOOLS, pressTool, switchTool } from './press-tool.ts'

const [a, b, c] = [174, 175, 176].map((longitude) => ({ longitude, latitude: -36 }))
if (a === undefined || b === undefined || c === undefined) throw new RangeError('three places')
const ruler = switchTool(NO_TOOLS, 'ruler')
const rings = switchTool(NO_TOOLS, 'rings')

describe('the ruler', () => {
  const first = pressTool(ruler, a, null)
  const second = pressTool(first, b, null)
  test('a first press is one end', () => expect(first.ruler).toEqual({ from: a, to: null }))
  test('a second press is the other', () => expect(second.ruler).toEqual({ from: a, to: b }))
  test('a third press begins another', () => expect(pressTool(second, c, null).ruler).toEqual({ from: c, to: null }))
  test('stays in use', () => expect(second.tool).toBe('ruler'))
  test('goes with its line when it is put away', () => expect(switchTool(second, 'ruler')).toEqual(NO_TOOLS))
})

describe('range rings', () => {
  const drawn = pressTool(rings, a, 'real/mmsi:1')
  test('one press puts them round a craft', () => expect(drawn.rings).toEqual({ place: a, craftKey: 'real/mmsi:1' }))
  test('after which presses are for the map again', () => expect(pressTool(drawn, b, null)).toEqual(drawn))
  test('their button takes them away', () => expect(switchTool(drawn, 'rings')).toEqual(NO_TOOLS))
  test('stay when the ruler is taken up', () => expect(switchTool(drawn, 'ruler').rings).toEqual(drawn.rings))
})

test('a mark: one press is its place, and presses are for the map again', () => {
  const marked = pressTool(switchTool(NO_TOOLS, 'mark'), a, 'real/mmsi:1')
  expect(marked).toEqual({ ...NO_TOOLS, mark: a })
  expect(switchTool(marked, 'mark')).toMatchObject({ tool: null, mark: null })
})

test('with no tool in use a press measures nothing', () => expect(pressTool(NO_TOOLS, a, null)).toEqual(NO_TOOLS))
