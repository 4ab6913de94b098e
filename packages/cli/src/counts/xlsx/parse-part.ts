import { SaxesParser } from 'saxes'
import { CommandError } from '../../command-line/command-error.ts'
import { EXIT } from '../../command-line/exit-code.ts'
import type { WorkbookParts } from './open-parts.ts'

export type PartHandlers = {
  /** `name` is without its prefix. */
  readonly open?: (name: string, attributes: Readonly<Record<string, string>>) => void
  readonly text?: (text: string) => void
  readonly close?: (name: string) => void
}

/**
 * Reads an XML part, and yields after each piece of it, so that what the handlers have found can be passed on. Entities other than XML's
 * five are errors, so none can expand. Throws a CommandError that says where the XML is broken, and nothing of what is in it.
 */
export async function* parsePart(parts: WorkbookParts, path: string, handlers: PartHandlers): AsyncGenerator<void> {
  const parser = new SaxesParser()
  let isBroken = false
  parser.on('error', () => {
    isBroken = true
  })
  if (handlers.open !== undefined) {
    const { open } = handlers
    parser.on('opentag', ({ name, attributes }) =>
      open(localName(name), attributes as Readonly<Record<string, string>>),
    )
  }
  if (handlers.close !== undefined) {
    const { close } = handlers
    parser.on('closetag', ({ name }) => close(localName(name)))
  }
  if (handlers.text !== undefined) {
    parser.on('text', handlers.text)
    parser.on('cdata', handlers.text)
  }
  const decoder = new TextDecoder()
  const check = (): void => {
    if (!isBroken) return
    throw new CommandError(
      EXIT.data,
      `${parts.name}: ${path}: is not well-formed XML at line ${parser.line}, column ${parser.column}`,
      {
        hint: 'open the workbook and save it again as .xlsx, or as CSV',
      },
    )
  }
  for await (const chunk of parts.read(path)) {
    parser.write(decoder.decode(chunk, { stream: true }))
    check()
    yield
  }
  parser.write(decoder.decode())
  parser.close()
  check()
  yield
}

/** Reads a part to its end. */
export const parseWholePart = async (parts: WorkbookParts, path: string, handlers: PartHandlers): Promise<void> => {
  for await (const _piece of parsePart(parts, path, handlers));
}

const localName = (name: string): string => name.slice(name.indexOf(':') + 1)
