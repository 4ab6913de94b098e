import { type Entry, fromBufferPromise } from 'yauzl'
import { CommandError } from '../../command-line/command-error.ts'
import { EXIT } from '../../command-line/exit-code.ts'
import { beyondLimit, UNPACKED_BYTES_MAX, WORKBOOK_PARTS_MAX } from '../table/beyond-limit.ts'

/** The parts (files) of a workbook, which is a zip. */
export type WorkbookParts = {
  readonly name: string
  readonly has: (path: string) => boolean
  /** The bytes of a part. Throws a CommandError that names the part. */
  readonly read: (path: string) => AsyncGenerator<Buffer>
}

/**
 * Opens a zip. The bytes of all parts that are read count together; above UNPACKED_BYTES_MAX reading throws, and so it does where a
 * part has more bytes than the zip says.
 */
export const openParts = async (bytes: Buffer, name: string): Promise<WorkbookParts> => {
  const broken = (cause: unknown, where = name): CommandError =>
    new CommandError(
      EXIT.data,
      `${where}: is not a whole workbook: ${cause instanceof Error ? cause.message : 'it is broken'}`,
      {
        hint: 'open it and save it again as .xlsx, or as CSV',
      },
    )
  const entries = new Map<string, Entry>()
  const zip = await fromBufferPromise(bytes).catch((cause: unknown) => {
    throw broken(cause)
  })
  try {
    for await (const entry of zip.eachEntry()) {
      if (entries.size >= WORKBOOK_PARTS_MAX) {
        throw beyondLimit(name, `has more than ${WORKBOOK_PARTS_MAX} parts`, 'save the sheet alone, as .xlsx or CSV')
      }
      entries.set(entry.fileName, entry)
    }
  } catch (cause) {
    throw cause instanceof CommandError ? cause : broken(cause)
  }
  const used = new Map<string, number>()
  async function* read(path: string): AsyncGenerator<Buffer> {
    const entry = entries.get(path)
    if (entry === undefined) throw broken(new Error(`${path} is missing`))
    used.set(path, 0) // A part that is read again counts once.
    try {
      for await (const chunk of (await zip.openReadStreamPromise(entry)) as AsyncIterable<Buffer>) {
        used.set(path, (used.get(path) ?? 0) + chunk.length)
        if (used.values().reduce((sum, each) => sum + each, 0) > UNPACKED_BYTES_MAX) {
          const what = `has more than ${UNPACKED_BYTES_MAX} bytes when it is unpacked`
          throw beyondLimit(name, what, 'save the sheet alone, as .xlsx or CSV')
        }
        yield chunk
      }
    } catch (cause) {
      throw cause instanceof CommandError ? cause : broken(cause, `${name}: ${path}`)
    }
  }
  return { name, has: (path) => entries.has(path), read }
}
