import { describe, expect, test } from 'vitest'
import { ActionRequest } from '../messages/actions/action-request.ts'
import { LoggedObservation } from '../messages/observation.ts'
import { escapeHidden, hiddenFault } from './escape-hidden.ts'
import { parseObservation } from './parse-observation.ts'

const HOSTILE: readonly (readonly [what: string, text: string, shown: string])[] = [
  ['a colour', 'a\u001b[31mb', 'a\\u001B[31mb'],
  ['a C1 control', 'a\u009b2Jb', 'a\\u009B2Jb'],
  ['a null', 'a\u0000b', 'a\\u0000b'],
  ['a carriage return', 'a\rb', 'a\\u000Db'],
  ['a bidi override', 'a\u202eb', 'a\\u202Eb'],
  ['a bidi isolate', 'a\u2066b', 'a\\u2066b'],
  ['an Arabic letter mark', 'a\u061cb', 'a\\u061Cb'],
  ['a tag', 'a\u{e0041}b', 'a\\uDB40\\uDC41b'],
  ['a zero-width space', 'a\u200bb', 'a\\u200Bb'],
  ['a byte order mark', 'a\ufeffb', 'a\\uFEFFb'],
  ['a joiner between Latin letters', 'a\u200db', 'a\\u200Db'],
  ['a soft hyphen', 'a\u00adb', 'a\\u00ADb'],
  ['a Hangul filler', 'a\u3164b', 'a\\u3164b'],
  ['a selector after a letter', 'a\ufe0fb', 'a\\uFE0Fb'],
  ['a line separator', 'a\u2028b', 'a\\u2028b'],
  ['a lone surrogate', 'a\ud800b', 'a\\uD800b'],
  ['a noncharacter', 'a\uffffb', 'a\\uFFFFb'],
  ['an annotation', 'a\ufff9b', 'a\\uFFF9b'],
]
const VISIBLE = ['Tāmaki 漁船', '👩‍✈️ ❤️ 1️⃣', 'کشتی‌ها', 'क्‍ष', 'Ω Ж ß é', "L'Étoile – 2 (№ 7)"]

const common = { craftId: 'track:r-1', observedAt: '2026-11-23T09:30:00Z', source: { id: 'radar-3', kind: 'radar' } }
const craft = { type: 'craft', ...common }
const retraction = { type: 'retraction', ...common, retracts: 'x' }

/** Every text of an observation that its sender chooses. */
const PLACES: Readonly<Record<string, (text: string) => object>> = {
  name: (name) => ({ ...craft, name }),
  callSign: (callSign) => ({ ...craft, callSign }),
  flag: (flag) => ({ ...craft, flag }),
  shipType: (shipType) => ({ ...craft, shipType }),
  observationId: (observationId) => ({ ...craft, observationId }),
  'source.id': (id) => ({ ...craft, source: { id, kind: 'radar' } }),
  retracts: (retracts) => ({ ...retraction, retracts }),
  ofSource: (ofSource) => ({ ...retraction, ofSource }),
}

describe.each(HOSTILE)('%s', (_what, text, shown) => {
  test('is shown as what it is', () => {
    expect(escapeHidden(text)).toBe(shown)
    expect(escapeHidden(text, 'lines')).toBe(shown)
    expect(hiddenFault(shown)).toBeNull()
  })

  test.each(Object.entries(PLACES))('is refused in %s, in a reason that can be seen', (field, record) => {
    const parsed = parseObservation(record(text))
    expect(parsed).toMatchObject({ ok: false, field })
    expect(hiddenFault(JSON.stringify(parsed))).toBeNull()
  })

  test('is refused in a note', () => {
    expect(ActionRequest.safeParse({ action: 'note', expectedVersion: 1, note: text }).success).toBe(false)
  })

  test('is still read from the log, unchanged', () => {
    const logged = LoggedObservation.parse({ ...craft, observationId: '1', name: text })
    expect(logged).toMatchObject({ name: text })
  })
})

test.each(VISIBLE)('%s is accepted as it is', (text) => {
  expect(hiddenFault(text)).toBeNull()
  expect(parseObservation({ ...craft, name: text })).toMatchObject({ ok: true, observation: { name: text } })
})

test('a note keeps its lines and tabs; line ends are those of Unix', () => {
  const { note } = ActionRequest.parse({ action: 'note', expectedVersion: 1, note: 'one\r\n\ttwo\nthree' })
  expect(note).toBe('one\n\ttwo\nthree')
  expect(parseObservation({ ...craft, name: 'one\ntwo' })).toMatchObject({ ok: false, field: 'name' })
})
