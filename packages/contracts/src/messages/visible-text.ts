import { z } from 'zod'
import { hiddenFault } from '../wire/escape-hidden.ts'

/** Text that can be seen, trimmed, of so many UTF-16 code units. `form`: several lines, or one. */
export const visibleText = (charactersMax: number, form: 'line' | 'lines') =>
  z
    .string()
    .trim()
    .overwrite((text) => text.replaceAll('\r\n', '\n'))
    .min(1)
    .max(charactersMax)
    .superRefine((text, context) => {
      const message = hiddenFault(text, form)
      if (message !== null) context.addIssue({ code: 'custom', message })
    })
