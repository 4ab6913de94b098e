import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'

// Colours are chosen by role, so their contrasts can be worked out here for every theme (WCAG 2.2, 1.4.3 and 1.4.11).

const folder = new URL('.', import.meta.url)
const read = (name: string): string => readFileSync(new URL(name, folder), 'utf8')
const tokens = read('tokens.css')

type Theme = 'light' | 'dark' | 'night'
const [, ofNight = ''] = /\[data-theme="night"\] \{([^}]*--ground[^}]*)\}/.exec(tokens) ?? []

const colourOf = (theme: Theme, name: string): string => {
  const night = new RegExp(`--${name}: (#[0-9a-f]{6})`).exec(ofNight)?.[1]
  const [, light, dark] = new RegExp(`--${name}: light-dark\\((#[0-9a-f]{6}), (#[0-9a-f]{6})\\)`).exec(tokens) ?? []
  const found = { light, dark, night }[theme]
  if (found === undefined) throw new Error(`--${name} has no colour of the theme ${theme}`)
  return found
}

const channelsOf = (colour: string): readonly [number, number, number] => {
  const value = Number.parseInt(colour.slice(1), 16)
  return [value >> 16, (value >> 8) & 255, value & 255]
}

const luminanceOf = (colour: string): number => {
  const [red, green, blue] = channelsOf(colour).map((channel) => {
    const part = channel / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  }) as [number, number, number]
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

const contrast = (a: string, b: string): number => {
  const [more, less] = [luminanceOf(a), luminanceOf(b)].toSorted((x, y) => y - x) as [number, number]
  return (more + 0.05) / (less + 0.05)
}

const SURFACES = ['ground', 'surface', 'raised', 'chosen'] as const
const WORDS = ['text', 'text-2', 'accent', 'alarm', 'warning', 'caution', 'calm', 'exercise', 'real'] as const
const SEVERITIES = ['alarm', 'warning', 'caution'] as const

/** What is text, and what it stands on. */
const TEXTS: readonly (readonly [string, string])[] = [
  ...SURFACES.flatMap((surface) => WORDS.map((word) => [word, surface] as const)),
  ['text', 'hover'],
  ['text-2', 'hover'],
  // Filled: buttons, tags, and heads in the first phase of flashing; in the second the word is on `raised`.
  ...['accent', 'exercise', 'calm', 'real'].map((fill) => [`on-${fill}`, fill] as const),
  ...SEVERITIES.map((severity) => [`on-${severity}`, `${severity}-fill`] as const),
  ['label', 'sea'],
  ['label', 'land'],
]
/** What is no text but must be seen. */
const SHAPES: readonly (readonly [string, string])[] = [
  ...SURFACES.map((surface) => ['edge', surface] as const),
  ['edge', 'hover'],
  ['boundary', 'sea'],
  ['quiet-craft', 'sea'],
]

describe.each(['light', 'dark', 'night'] as const)('%s', (theme) => {
  test.each(TEXTS)('%s on %s can be read', (word, surface) =>
    expect(contrast(colourOf(theme, word), colourOf(theme, surface))).toBeGreaterThanOrEqual(4.5),
  )

  test.each(SHAPES)('%s on %s can be seen', (shape, surface) =>
    expect(contrast(colourOf(theme, shape), colourOf(theme, surface))).toBeGreaterThanOrEqual(3),
  )

  test.each(
    SEVERITIES.flatMap((severity) => [...SURFACES, 'sea', 'land'].map((surface) => [severity, surface] as const)),
  )('the symbol of an %s on %s can be seen, by its fill or by its edge', (severity, surface) => {
    const seen = [`${severity}-fill`, 'symbol-edge'].map((part) =>
      contrast(colourOf(theme, part), colourOf(theme, surface)),
    )
    expect(Math.max(...seen)).toBeGreaterThanOrEqual(3)
  })
})

test('night has one hue, red', () => {
  const colours = [...ofNight.matchAll(/--([\w-]+): (#[0-9a-f]{6})/g)].map(([, name = '', colour = '']) => {
    const [red, green, blue] = channelsOf(colour)
    return { name, isRed: red >= green && red >= blue && Math.abs(green - blue) <= 20 && green <= red * 0.6 }
  })
  expect(colours.length).toBeGreaterThan(30)
  expect(colours.filter(({ isRed }) => !isRed)).toEqual([])
})

test('night leaves no colour of the other themes', () => {
  const named = [...tokens.matchAll(/--([\w-]+): light-dark\(#/g)].map(([, name]) => name)
  expect(named.filter((name) => !ofNight.includes(`--${name}:`))).toEqual([])
})

test('the login page, which the alert service has of its own, has the same colours', () => {
  const login = readFileSync(new URL('../../../alert/src/page/login.css', import.meta.url), 'utf8')
  const colours = [...login.matchAll(/--[\w-]+: light-dark\([^)]*\);/g)].map(([line]) => line)
  expect(colours.length).toBeGreaterThan(5)
  expect(colours.filter((line) => !tokens.includes(line))).toEqual([])
})

test.each(readdirSync(folder).filter((name) => name.endsWith('.css') && name !== 'tokens.css'))(
  '%s names tokens, and has no colour, size of type or weight of its own',
  (name) => {
    const lines = read(name).split('\n')
    const own = /#[0-9a-f]{3,8}\b|\brgb\(|\bhsl\(|light-dark\(|font-size: (?!var|inherit)|font-weight: (?!var|inherit)/
    expect(lines.filter((line) => own.test(line))).toEqual([])
  },
)
