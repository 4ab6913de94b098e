import { escapeHidden } from '@landfall/contracts'

/** An element: its name, and its text or child elements. Null is left out. */
export type Element = readonly [name: string, content: string | readonly (Element | null)[]]

/** Serialises one element as indented XML. */
export const writeXml = ([name, content]: Element, attributes = '', indent = ''): string => {
  if (typeof content === 'string') return `${indent}<${name}${attributes}>${escapeText(content)}</${name}>\n`
  const inner = content.map((child) => (child === null ? '' : writeXml(child, '', `${indent}  `))).join('')
  return `${indent}<${name}${attributes}>\n${inner}${indent}</${name}>\n`
}

/** Characters that XML 1.0 cannot contain, not even escaped; lone surrogates among them. */
const NOT_XML = /[^\t\n\r\x20-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu

const escapeText = (text: string): string =>
  escapeHidden(text, 'lines')
    .replace(NOT_XML, '\uFFFD')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
